using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Autonomy;

/// <summary>A failure in a few words for the owner. The log has the rest.</summary>
internal static class Cause
{
    private const int MaxLength = 200;

    public static string Of(Exception error)
    {
        var line = error.Message.AsSpan();
        if (line.IndexOfAny('\r', '\n') is var end and >= 0) line = line[..end];
        var said = line.Length > MaxLength ? $"{line[..MaxLength]}…" : line.ToString();
        return error is BadRequestException or ActionFailedException or TimeoutException ? said : $"{error.GetType().Name}: {said}";
    }
}
