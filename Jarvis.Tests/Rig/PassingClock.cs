using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Rig;

/// <summary>Time that passes, a quarter of a second at a time, while something waits.</summary>
internal static class PassingClock
{
    private static readonly TimeSpan Room = TimeSpan.FromMilliseconds(5);

    /// <summary>What a call comes to, with all waits between its attempts.</summary>
    public static async Task<T> PassAsync<T>(this FakeTimeProvider clock, Task<T> call)
    {
        while (await Task.WhenAny(call, Task.Delay(Room, TimeProvider.System)) != call) clock.Advance(TimeSpan.FromSeconds(0.25));
        return await call;
    }
}
