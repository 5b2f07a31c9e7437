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

    double[] toArray() {
        return Arrays.copyOf(items, size);
    }
}
