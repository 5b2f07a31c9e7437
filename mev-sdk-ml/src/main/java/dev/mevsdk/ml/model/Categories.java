package dev.mevsdk.ml.model;

import java.util.Arrays;

/** Sets of categories, as ascending arrays. */
public final class Categories {
    private Categories() {}

    /** Whether the category a feature value stands for is listed; the fraction is cut off, and what is out of range is in no set. */
    public static boolean contains(int[] ascending, float value) {
        return value >= 0 && value < ModelFormat.MAX_CATEGORY && Arrays.binarySearch(ascending, (int) value) >= 0;
    }
}
