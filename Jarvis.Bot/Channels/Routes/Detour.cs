using System.Globalization;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Routes;

/// <summary>
/// Another way for briefings and alerts whose chosen channel does not take them: another channel of the same person, once, which
/// is told why. What went another way is not sent where it was meant to go. Called in the turn of the conversation, so that
/// nothing of it is being sent meanwhile.
/// </summary>
internal sealed class Detour(
    Outbox outbox, MessageRoutes routes, PeopleDirectory people, ChannelStates states, FileShelf files, IOptions<BusinessOptions> business, TimeProvider time)
{
    /// <summary>For how long the chosen channel is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Looks after what has waited too long. True when something of the conversation went another way.</summary>
    public async Task<bool> TakeWaitingAsync(JarvisDb db, string channel, string address, CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Patience;
        var waiting = await db.Set<OutboxMessage>().Where(m => m.Channel == channel && m.Address == address
            && (m.State == OutboxState.Queued || m.State == OutboxState.Sending) && m.EditOf == null && m.InboxId == null && m.At <= before).OrderBy(m => m.Id).ToListAsync(cancel);
        var any = false;
        foreach (var message in waiting)
        {
            var since = new[] { message.At, states.All.GetValueOrDefault(channel)?.UnreachableSince ?? message.At }.Min();
            if (message.State != OutboxState.Elsewhere) any |= await TakeAsync(db, message, $"could not be reached since {Clock(since)}", cancel);
        }
        return any;
    }

    /// <summary>The message that this one is a part of goes another way, if there is one.</summary>
    /// <param name="why">Of the channel: "could not be reached since 09:02".</param>
    public async Task<bool> TakeAsync(JarvisDb db, OutboxMessage message, string why, CancellationToken cancel)
    {
        var suffix = $"@{message.Channel}:{message.Address}:";
        var at = message.Key.LastIndexOf(suffix, StringComparison.Ordinal);
        if (at < 0) return false;
        var (said, here) = (message.Key[..at], message.Key[..(at + suffix.Length)]);
        var all = await db.Set<OutboxMessage>().Where(m => m.Key.StartsWith(here) && m.EditOf == null).OrderBy(m => m.Id).ToListAsync(cancel);
        var parts = all.ConvertAll(m => m.Part());
        if (MessageKind.Of(parts.Find(p => p.Alert is not null)?.Alert, parts.Exists(p => p.IsReport)) is not { } kind || !routes.For(kind).Contains(message.Channel)) return false;

        var others = await OthersAsync(message, routes.For(kind), cancel);
        var (has, there) = await FindAsync(db, said, others, cancel);
        if (there is not { } target) return false;
        if (!has) await outbox.SayAsync($"{said}@{target.Channel}:{target.Address}", target.Channel, target.Address, Whole(parts, $"{Title(message.Channel)} {why}, so here it is."), cancel);
        foreach (var part in all.Where(m => m.State != OutboxState.Sent))
            (part.State, part.NextAt, part.Error) = (OutboxState.Elsewhere, null, $"{Title(message.Channel)} {why}; it went to {target.Channel}.");
        await db.SaveChangesAsync(CancellationToken.None);
        foreach (var part in all) outbox.Notify(part);
        return true;
    }

    /// <summary>Where else the person is reached: the chosen channels first, and the page and the console, at which nobody may sit, last.</summary>
    private async Task<IReadOnlyList<(string Channel, string Address)>> OthersAsync(OutboxMessage message, IReadOnlyList<string> chosen, CancellationToken cancel)
    {
        var everybody = await people.AddressesAsync(Audience.Everybody, cancel);
        var person = everybody.FirstOrDefault(a => a.Channel == message.Channel && a.Address == message.Address).Person;
        return person is null ? [] : [.. everybody.Where(a => a.Person.Id == person.Id && a.Channel != message.Channel && outbox.Senders.ContainsKey(a.Channel))
            .OrderBy(a => !chosen.Contains(a.Channel)).ThenBy(a => LocalOwner.Channels.Contains(a.Channel)).Select(a => (a.Channel, a.Address))];
    }

    /// <summary>Where the person has it already, or where it can go.</summary>
    private async Task<(bool Has, (string Channel, string Address)? There)> FindAsync(JarvisDb db, string said, IReadOnlyList<(string Channel, string Address)> others, CancellationToken cancel)
    {
        var copies = await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Key.StartsWith(said + "@") && m.EditOf == null).ToListAsync(cancel);
        foreach (var other in others)
            if (copies.FindAll(m => m.Channel == other.Channel && m.Address == other.Address) is { Count: > 0 } copy && copy.TrueForAll(m => m.State == OutboxState.Sent)) return (true, other);
        foreach (var other in others)
            if (Works(other.Channel) && !copies.Exists(m => m.Channel == other.Channel && m.Address == other.Address)) return (false, other);
        return (false, null);
    }

    private bool Works(string channel) => states.All.GetValueOrDefault(channel) is null or { Health: ChannelHealth.Starting or ChannelHealth.Connected, UnreachableSince: null };

    /// <summary>The parts as they were before they were cut for a channel, to be cut for another.</summary>
    private Reply Whole(List<OutboundPart> parts, string notice)
    {
        var alert = parts.Find(p => p.Alert is not null)?.Alert;
        // A phone shows the first lines: there the alert itself must be among them.
        var text = string.Join("\n\n", parts.Where(p => p.Markdown.Length > 0).Select(p => p.Markdown));
        return new Reply(alert is null ? $"*{notice}*\n\n{text}" : $"{text}\n\n*{notice}*")
        {
            Alert = alert,
            IsReport = parts.Exists(p => p.IsReport),
            Untrusted = parts.Exists(p => p.Untrusted),
            Table = parts.Find(p => p.Table is not null)?.Table,
            Chart = parts.Find(p => p.Chart is not null)?.Chart,
            Buttons = parts[^1].Buttons,
            Files = [.. parts.Select(p => p.File).OfType<StoredFile>().Select(f => new AnswerFile(f.Name, f.ContentType, File.ReadAllBytes(files.PathOf(f))))],
        };
    }

    private string Clock(DateTimeOffset at)
    {
        var (then, now) = (business.Value.Local(at), business.Value.Local(time.GetUtcNow()));
        return then.ToString(then.Date == now.Date ? "HH:mm" : "d MMM HH:mm", CultureInfo.InvariantCulture);
    }

    private static string Title(string channel) => char.ToUpperInvariant(channel[0]) + channel[1..];
}
