package dev.mevsdk.ml.training;

import java.util.List;
import java.util.Locale;

/** Line plots as inline SVG. */
final class SvgPlot {
    private static final int SIZE = 260;

    private SvgPlot() {}

    /** Points in the unit square, over its diagonal. */
    static String unit(String caption, double[][] points) {
        String diagonal = line(new double[][] {{0, 0}, {1, 1}}, "#b0bac4");
        return figure(caption, diagonal + line(points, "#0b62c4"));
    }

    /** Values by index; the first series grey. `top` is the scale's upper end, 0 its lower. */
    static String series(String caption, List<List<Double>> series, double top) {
        StringBuilder lines = new StringBuilder();
        for (List<Double> values : series) {
            double[][] points = new double[values.size()][];
            for (int i = 0; i < points.length; i++) {
                points[i] = new double[] {(i + 1.0) / values.size(), values.get(i) / top};
            }
            lines.append(line(points, lines.isEmpty() ? "#8a97a3" : "#0b62c4"));
        }
        return figure(String.format(Locale.ROOT, "%s (0 to %.3f)", caption, top), lines.toString());
    }

    private static String figure(String caption, String content) {
        return "<figure><svg width=\"" + SIZE + "\" height=\"" + SIZE + "\" role=\"img\" aria-label=\""
                + ReportPage.escape(caption) + "\">" + content + "</svg><figcaption>" + ReportPage.escape(caption)
                + "</figcaption></figure>";
    }

    private static String line(double[][] points, String colour) {
        StringBuilder line =
                new StringBuilder("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\" points=\"");
        for (double[] point : points) {
            line.append(String.format(Locale.ROOT, "%.1f,%.1f ", point[0] * SIZE, (1 - point[1]) * SIZE));
        }
        return line.append("\"/>").toString();
    }
}
