using Jarvis.Skills.Business;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Business;

public sealed class MetricStoreTests
{
    [Fact]
    public async Task The_first_values_of_a_series_may_come_at_once()
    {
        using var store = new TestStore();
        var start = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        using var metrics = new MetricStore(store, new FakeTimeProvider(start));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => metrics.RecordAsync([new Measurement("sales.first_response_min", "min", i)], start.AddSeconds(i), CancellationToken.None))));
        var points = await metrics.ReadAsync("sales.first_response_min", start, start.AddMinutes(1), CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (double)i), points.Select(p => p.Value));
    }
}
