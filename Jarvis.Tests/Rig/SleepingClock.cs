using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Rig;

/// <summary>Lets days pass as on a machine that sleeps.</summary>
internal static class SleepingClock
{
    /// <summary>No timer rings: <see cref="FakeTimeProvider.Advance"/> would ring one of a minute a hundred thousand times in a season.</summary>
    public static void Sleep(this FakeTimeProvider clock, TimeSpan span) => clock.AdjustTime(clock.GetUtcNow() + span);
}
