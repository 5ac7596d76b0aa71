using System.ComponentModel;
using System.Diagnostics;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Markdig;

namespace Jarvis.Bot.Alerts.Targets;

/// <summary>
/// A notification on the Mac on which Jarvis runs. Words reach osascript as arguments of a fixed script, never as part of
/// one: an alert may quote a stranger.
/// </summary>
internal sealed class MacNotification(TimeProvider time) : IMessageSender
{
    private const int MostText = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public string Name => AlertTargets.MacOS;

    /// <summary>The program that shows it.</summary>
    internal string Program { get; init; } = "/usr/bin/osascript";

    public async Task<string?> SendAsync(OutboundPart part, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in Arguments(part)) start.ArgumentList.Add(argument);
        using var process = Start(start);
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            // Read, or a talkative program would wait for its pipe to be emptied.
            var error = process.StandardError.ReadToEndAsync(either.Token);
            await process.StandardOutput.ReadToEndAsync(either.Token);
            await error;
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            if (cancel.IsCancellationRequested) throw;
            throw new DeliveryException($"osascript did not end within {Limit.TotalSeconds:0} s.", e);
        }
        return process.ExitCode == 0 ? null : throw new DeliveryException($"osascript ended with code {process.ExitCode}. Allow notifications for it in the system settings.");
    }

    internal static IReadOnlyList<string> Arguments(OutboundPart part)
    {
        // The first word must not begin with "-", or osascript takes it for an option.
        var title = "Jarvis: " + Line(part.Alert?.Title ?? "message", 80);
        var text = Line(Markdown.ToPlainText(part.Markdown), MostText);
        return ["-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run", title, text];
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new DeliveryException("osascript did not start.");
        }
        catch (Win32Exception e)
        {
            throw new DeliveryException("osascript is not on this machine. Set Alerts:MacOS:Enabled to false.", e) { Permanent = true };
        }
    }

    private static string Line(string text, int most)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, most - 1), "…");
    }
}
