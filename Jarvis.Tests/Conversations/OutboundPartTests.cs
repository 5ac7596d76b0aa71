using System.Text.Json;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;

namespace Jarvis.Tests.Conversations;

public sealed class OutboundPartTests
{
    [Fact]
    public void A_stored_chart_comes_back_with_its_marks_spans_and_gaps()
    {
        var at = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var chart = new Chart("Latency", ChartKind.Line, [new("p95", [new(12) { At = at }, new(double.NaN) { At = at.AddMinutes(5) }])])
        {
            Unit = "ms",
            Marks = [("limit", 500)],
            Spans = [(at, at.AddMinutes(3))],
        };

        var back = JsonSerializer.Deserialize<OutboundPart>(JsonSerializer.Serialize(new OutboundPart { Address = "1", Chart = chart }))!.Chart!;

        Assert.Equal(new ChartMark("limit", 500), Assert.Single(back.Marks));
        Assert.Equal(new ChartSpan(at, at.AddMinutes(3)), Assert.Single(back.Spans));
        Assert.Equal([12, double.NaN], back.Series[0].Points.Select(p => p.Value));
        Assert.Equal(at, back.Series[0].Points[0].At);
    }
}
