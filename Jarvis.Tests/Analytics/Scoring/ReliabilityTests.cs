using Jarvis.Skills.Analytics.Scoring;

namespace Jarvis.Tests.Analytics.Scoring;

public sealed class ReliabilityTests
{
    [Fact]
    public void The_figures_are_as_computed_by_hand()
    {
        // (0.01 + 0.04 + 0.36 + 0.04) / 4; the bins say 0.15 and 0.6, and come true never and always.
        var reliability = Reliability.Of([0.1, 0.2, 0.4, 0.8], [false, false, true, true], bins: 2);
        Assert.Equal(0.1125, reliability.Brier, 12);
        Assert.Equal([0.15, 0.6], reliability.Bins.Select(b => Math.Round(b.Said, 12)));
        Assert.Equal([0, 1], reliability.Bins.Select(b => b.Happened));
        Assert.Equal(((0.15 * 2) + (0.4 * 2)) / 4, reliability.ExpectedError, 12);
    }

    [Fact]
    public void Fewer_cases_than_bins_leave_no_empty_bin() => Assert.Equal(3, Reliability.Of([0.1, 0.5, 0.9], [false, true, true]).Bins.Count);
}
