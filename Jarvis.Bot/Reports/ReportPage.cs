using System.Net;
using System.Text;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Skills.Answers;

namespace Jarvis.Bot.Reports;

/// <summary>A report as one HTML file with all of its charts, to keep or to pass on. Loads nothing from elsewhere.</summary>
internal sealed class ReportPage(ChartDrawer charts)
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c2430;background:#fff}
        h1{font-size:1.6rem;margin-bottom:.3rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #d8dee6;padding-bottom:.2rem}
        table{border-collapse:collapse}td,th{border:1px solid #d8dee6;padding:.25rem .6rem;text-align:left}
        svg{max-width:100%;height:auto;border:1px solid #d8dee6;border-radius:6px;margin-top:1rem}.missing{color:#6b7686}
        """;

    public AnswerFile Of(Report report, string name)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        html.Append("<title>").Append(Text(report.Heading)).Append("</title><style>").Append(Style).Append("</style></head><body><h1>").Append(Text(report.Heading)).Append("</h1>");
        html.Append(WebHtml.Of(report.Headline));
        foreach (var section in report.Sections)
        {
            html.Append("<h2>").Append(Text(section.Title)).Append("</h2>").Append(WebHtml.Of(section.Text.Markdown));
            if (section.Text.Chart is { } chart) html.Append(charts.Svg(chart));
        }
        if (report.Missing.Count > 0) html.Append("<p class=\"missing\">Not in this report: ").Append(Text(string.Join("; ", report.Missing))).Append(".</p>");
        html.Append("</body></html>\n");
        return new AnswerFile(name, "text/html", Encoding.UTF8.GetBytes(html.ToString()));
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
