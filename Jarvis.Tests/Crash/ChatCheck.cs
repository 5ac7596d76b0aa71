using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Telegram;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Crash;

/// <summary>
/// One chat as the owner sees it: each message that Jarvis meant to say stands there once, with its words, in the order in which it was
/// meant, and no other. What is wrong is told with all that came before and after it.
/// </summary>
internal sealed partial class ChatCheck(TelegramBot bot, long chat, IReadOnlyList<InboxMessage> inbox, IReadOnlyList<OutboxMessage> outbox, IReadOnlyList<Life> lives)
{
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(8);
    private readonly List<OutboxMessage> meant = [.. outbox.Where(m => m.Channel == TelegramChannel.ChannelName && m.Address == Text(chat)).OrderBy(m => m.Id)];

    public async Task CheckAsync()
    {
        var shown = await bot.MessagesAsync(chat);
        var said = meant.Where(m => m.EditOf is null).ToList();
        var wrong = new List<(string What, int Id)>();
        foreach (var twice in said.GroupBy(m => m.ExternalId, StringComparer.Ordinal).Where(g => g.Count() > 1))
            wrong.Add(($"{string.Join(" and ", twice.Select(m => m.Key))} are recorded as one message", Number(twice.Key)));
        foreach (var stray in shown.ExceptBy(said.Select(m => m.ExternalId), m => Text(m.Id)))
            wrong.Add(("nobody meant this message", stray.Id));
        foreach (var lost in said.ExceptBy(shown.Select(m => Text(m.Id)), m => m.ExternalId))
            wrong.Add(($"{lost.Key} does not stand in the chat", Number(lost.ExternalId)));
        foreach (var (message, row) in shown.Join(said, m => Text(m.Id), r => r.ExternalId, (m, r) => (m, r)))
        {
            if (Words(row) != First(message).Trim()) wrong.Add(($"{row.Key} should be \"{Words(row)}\"", message.Id));
            var last = meant.LastOrDefault(m => m.EditOf == row.Id);
            if (last is not null && Words(last) != message.Text.Trim()) wrong.Add(($"{last.Key} should have made it \"{Words(last)}\"", message.Id));
            if (last is null && message.Edits.Count > 0) wrong.Add(($"{row.Key} was edited, which nobody meant", message.Id));
        }
        foreach (var (before, after) in said.Zip(said.Skip(1)))
            if (Number(before.ExternalId) > Number(after.ExternalId)) wrong.Add(($"{after.Key} came before {before.Key}", Number(after.ExternalId)));
        if (wrong.Count == 0) return;

        var story = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Chat {chat} is not as it was meant in {wrong.Count} places.");
        foreach (var (what, id) in wrong.Take(5)) story.Append(CultureInfo.InvariantCulture, $"\n\n== {id}: {what}").Append(await StoryAsync(id, shown));
        Assert.Fail(story.ToString());
    }

    private async Task<string> StoryAsync(int id, IReadOnlyList<SentMessage> shown)
    {
        var calls = (await bot.CallsAsync()).Where(c => c.Method is not ("getUpdates" or "answerCallbackQuery")).ToList();
        var about = calls.Where(c => c.Said?.ToString() == Text(id) || (c.Body.TryGetProperty("message_id", out var of) && of.ToString() == Text(id))).ToList();
        var when = about.Count > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(about[0].At) : outbox.FirstOrDefault(m => m.ExternalId == Text(id))?.SentAt ?? DateTimeOffset.MinValue;
        bool Near(DateTimeOffset? at) => at is { } it && (it - when).Duration() < Around;

        var lines = new List<(DateTimeOffset At, string Line)>();
        lines.AddRange(lives.Where(l => Near(l.Started)).Select(l => (l.Started, $"start of process {l.Number}")));
        lines.AddRange(lives.Where(l => Near(l.Killed)).Select(l => (l.Killed, $"KILL of process {l.Number}")));
        lines.AddRange(calls.Where(c => Near(DateTimeOffset.FromUnixTimeMilliseconds(c.At)) || about.Contains(c)).Select(c => (DateTimeOffset.FromUnixTimeMilliseconds(c.At), $"call {c.Method} {Cut(c.Body.ToString())} -> {c.Status} {c.Said}")));
        lines.AddRange(inbox.Where(m => Near(m.At) || Near(m.AnsweredAt)).Select(m => (m.AnsweredAt ?? m.At, $"answered {m.Id} {m.ExternalId} {Cut(m.Text)}")));
        foreach (var row in outbox.Where(m => Near(m.At) || Near(m.SentAt) || m.ExternalId == Text(id)))
        {
            lines.Add((row.At, $"queued {row.Id} {row.Key} to {row.Address}"));
            lines.Add((row.SentAt ?? row.At, $"sent {row.Id} {row.Key} to {row.Address} is {row.ExternalId}, baseline {row.Baseline}, {row.Attempts} tries, edits {row.EditOf}: {Cut(Words(row))}"));
        }
        var stands = shown.Where(m => Math.Abs(m.Id - id) < 30).Select(m => $"\n  {m.Id} {Cut(m.Text)} {(m.Edits.Count > 0 ? $"(was {string.Join(" <- ", m.Edits.Select(e => Cut(e.Text ?? e.Caption ?? "")))})" : "")}");
        var logs = lives.Where(l => Near(l.Started) || Near(l.Killed)).Select(l => $"\n  process {l.Number} printed: {(l.Output.Length > 3000 ? l.Output[^3000..] : l.Output)}");
        return string.Concat(stands) + string.Concat(lines.OrderBy(l => l.At).Select(l => $"\n  {l.At:HH:mm:ss.fff} {l.Line}")) + string.Concat(logs);
    }

    /// <summary>What a person reads of it.</summary>
    private static string Words(OutboxMessage row) => WebUtility.HtmlDecode(Tag().Replace(TelegramHtml.Of(row.Part().Markdown), "")).Trim();

    private static string First(SentMessage message) => message.Edits.Count == 0 ? message.Text : message.Edits[0].Text ?? message.Edits[0].Caption ?? "";

    private static string Cut(string text) => text.Length > 160 ? $"{text[..160]}…" : text;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}
