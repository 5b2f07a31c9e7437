package dev.mevsdk.ml.model;

import java.util.Arrays;

/** A growing list of numbers. A double holds each float and each 32-bit integer exactly. */
final class Numbers {
    private double[] items = new double[8];
    private int size;

    void add(double number) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size + (size >> 1) + 8);
        }
        items[size++] = number;
    }

    /** All of them; the list is empty afterwards. */
    double[] drain() {
        double[] all = Arrays.copyOf(items, size);
        size = 0;
        return all;
    }
}
