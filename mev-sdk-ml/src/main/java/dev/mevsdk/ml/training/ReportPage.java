package dev.mevsdk.ml.training;

import dev.mevsdk.ml.training.Evaluation.CalibrationBin;
import dev.mevsdk.ml.training.Evaluation.Confusion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report for people: tables and SVG, everything inline. */
final class ReportPage {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2733}
            table{border-collapse:collapse;margin:.5rem 0}td,th{border:1px solid #c8d0d8;padding:.2rem .6rem;text-align:left}
            figure{display:inline-block;margin:0 1rem 1rem 0}svg{background:#f6f8fa}li{margin:.2rem 0}
            """;

    private final TrainingFacts facts;
    private final double[][] roc;

    ReportPage(TrainingFacts facts, double[][] roc) {
        this.facts = facts;
        this.roc = roc;
    }

    String html() {
        StringBuilder page = new StringBuilder();
        String title = escape("Model " + facts.request().module() + " " + facts.version());
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(title)
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(title)
                .append("</h1>");
        page.append("<p>Features ")
                .append(escape(facts.set().id()))
                .append(" (")
                .append(facts.cutoff().wireName())
                .append("), label rule: ")
                .append(escape(facts.labelRule()))
                .append(".</p>");
        notices(page);
        page.append("<h2>On the test rows</h2>").append(table(facts.metrics()));
        confusion(page);
        plots(page);
        page.append("<h2>Split in time</h2>");
        page.append("<h3>train</h3>")
                .append(table(ReportWriter.part(facts.split().train())));
        page.append("<h3>validation</h3>")
                .append(table(ReportWriter.part(facts.split().validation())));
        page.append("<h3>test</h3>")
                .append(table(ReportWriter.part(facts.split().test())));
        page.append("<h2>Gain by feature</h2>").append(table(facts.gains()));
        page.append("<h2>Parameters</h2>").append(table(facts.params()));
        return page.append("</body></html>\n").toString();
    }

    private void notices(StringBuilder page) {
        page.append("<h2>Read this first</h2><ul>");
        facts.notices().forEach(n -> page.append("<li>").append(escape(n)).append("</li>"));
        page.append("<li>Equal to XGBoost bit by bit on the test rows: ")
                .append(escape(facts.exported().proven().toString()))
                .append("</li><li>An estimate on past rows; no model guarantees profit.</li></ul>");
    }

    private void confusion(StringBuilder page) {
        Confusion c = facts.evaluation().confusion();
        page.append(
                        "<h3>At probability 0.5</h3><table><tr><th></th><th>is 1</th><th>is 0</th></tr><tr><th>said 1</th><td>")
                .append(c.truePositives())
                .append("</td><td>")
                .append(c.falsePositives())
                .append("</td></tr><tr><th>said 0</th><td>")
                .append(c.falseNegatives())
                .append("</td><td>")
                .append(c.trueNegatives())
                .append("</td></tr></table>");
    }

    private void plots(StringBuilder page) {
        List<CalibrationBin> bins = facts.evaluation().calibration();
        double[][] calibration = bins.stream()
                .map(b -> new double[] {b.meanProbability(), b.rate()})
                .toArray(double[][]::new);
        page.append(SvgPlot.unit("ROC: true over false positive rate", roc));
        page.append(SvgPlot.unit("Calibration: share of 1 over probability", calibration));
        List<Double> losses = new ArrayList<>(facts.curve().validation());
        losses.addAll(facts.curve().train());
        double top = Collections.max(losses);
        page.append(SvgPlot.series(
                "Log loss by round: train (grey), validation",
                List.of(facts.curve().train(), facts.curve().validation()),
                top));
    }

    private static String table(Map<String, ?> rows) {
        StringBuilder table = new StringBuilder("<table>");
        rows.forEach((name, value) -> table.append("<tr><th>")
                .append(escape(name))
                .append("</th><td>")
                .append(escape(text(value)))
                .append("</td></tr>"));
        return table.append("</table>").toString();
    }

    private static String text(Object value) {
        return value instanceof Double || value instanceof Float
                ? String.format(Locale.ROOT, "%.5f", ((Number) value).doubleValue())
                : value.toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
