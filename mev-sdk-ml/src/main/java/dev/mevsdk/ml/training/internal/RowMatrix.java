package dev.mevsdk.ml.training.internal;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/** Rows in XGBoost's form. Close it to free the native memory. */
public final class RowMatrix implements AutoCloseable {
    private final Pointer handle;

    private RowMatrix(Pointer handle) {
        this.handle = handle;
    }

    /**
     * The quantised matrix of a range: about one byte per value, read block by block.
     *
     * @param reference the training matrix, whose bins a validation matrix takes over; null for the training matrix
     */
    public static RowMatrix quantised(
            RowStore store, RowRange range, @Nullable RowMatrix reference, int maxBin, int threads) {
        XgBoostLibrary library = XgBoost.library();
        PointerByReference proxy = new PointerByReference();
        XgBoost.check(library.XGProxyDMatrixCreate(proxy));
        try {
            BlockFeed feed = new BlockFeed(store, range, proxy.getValue());
            PointerByReference out = new PointerByReference();
            String config = "{\"missing\":NaN,\"nthread\":" + threads + ",\"max_bin\":" + maxBin + "}";
            int answer = library.XGQuantileDMatrixCreateFromCallback(
                    null,
                    proxy.getValue(),
                    reference == null ? null : reference.handle,
                    feed::reset,
                    feed::next,
                    config,
                    out);
            feed.rethrow();
            XgBoost.check(answer);
            return new RowMatrix(out.getValue());
        } finally {
            XgBoost.check(library.XGDMatrixFree(proxy.getValue()));
        }
    }

    /** The plain matrix of one block, for predictions from the very values. */
    static RowMatrix plain(RowBlock block, int threads) {
        PointerByReference out = new PointerByReference();
        String config = "{\"missing\":NaN,\"nthread\":" + threads + "}";
        XgBoost.check(XgBoost.library().XGDMatrixCreateFromColumnar(block.featureColumns(), config, out));
        return new RowMatrix(out.getValue());
    }

    Pointer handle() {
        return handle;
    }

    @Override
    public void close() {
        XgBoost.check(XgBoost.library().XGDMatrixFree(handle));
    }

    /** Called back by XGBoost; an exception must not cross native frames, so it is kept until they are gone. */
    private static final class BlockFeed {
        private final RowStore store;
        private final RowRange range;
        private final Pointer proxy;
        private int next;
        private @Nullable RuntimeException failure;

        BlockFeed(RowStore store, RowRange range, Pointer proxy) {
            this.store = store;
            this.range = range;
            this.proxy = proxy;
        }

        void reset(@Nullable Pointer iterator) {
            next = 0;
        }

        int next(@Nullable Pointer iterator) {
            try {
                RowBlock block = failure == null ? store.block(range, next++) : null;
                if (block == null) {
                    return 0;
                }
                XgBoostLibrary library = XgBoost.library();
                XgBoost.check(library.XGProxyDMatrixSetDataColumnar(proxy, block.featureColumns()));
                XgBoost.check(library.XGDMatrixSetInfoFromInterface(proxy, "label", block.labelColumn()));
                return 1;
            } catch (RuntimeException e) {
                failure = e;
                return 0;
            }
        }

        void rethrow() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
