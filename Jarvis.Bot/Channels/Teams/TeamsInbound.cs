using System.IO.Hashing;
using System.Text;
using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>Takes one activity, whose sender has been checked. What cannot be stored throws, so that it is not confirmed.</summary>
internal sealed class TeamsInbound(
    Inbox inbox, Outbox outbox, PeopleDirectory people, TeamsConversations conversations, TeamsFiles files, TeamsInvokes invokes,
    IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    private const int LongestEdit = 400;

    /// <summary>The HTTP status to answer with, and the body where Teams waits for one.</summary>
    public async Task<(int Status, JsonObject? Body)> TakeAsync(Activity activity, CancellationToken cancel)
    {
        if (activity is { Type: "installationUpdate", Action: "remove" or "remove-upgrade" })
        {
            // An upgrade removes and adds; only the former is an end.
            if (activity.Action == "remove") await conversations.ForgetAsync(activity.Conversation.Id, cancel);
            return (200, null);
        }
        await conversations.RememberAsync(activity, cancel);
        switch (activity.Type)
        {
            case "message":
                await WrittenAsync(activity, cancel);
                break;
            case "invoke":
                return await invokes.TakeAsync(activity, cancel) is { } answer ? (200, answer) : (501, null);
            case "installationUpdate" when activity.Action == "add":
            case "conversationUpdate" when activity.MembersAdded.Any(m => m.Id == activity.Recipient!.Id):
                await inbox.ReceiveAsync(TeamsReader.Arrival(activity, time.GetUtcNow()), cancel);
                break;
            case "messageUpdate":
                await EditedAsync(activity, cancel);
                break;
        }
        return (200, null);
    }

    private async Task WrittenAsync(Activity activity, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(activity.Text) && TeamsReader.Press(activity, time.GetUtcNow()) is { } press)
        {
            await inbox.ReceiveAsync(press, cancel);
            return;
        }
        if (TeamsReader.Write(activity, time.GetUtcNow()) is not { } message) return;
        foreach (var one in await files.WithFilesAsync(message, activity, cancel)) await inbox.ReceiveAsync(one, cancel);
    }

    /// <summary>Nothing is done on an edit: what was first written may have been done already. Whoever edits is asked, once for each new text.</summary>
    private async Task EditedAsync(Activity activity, CancellationToken cancel)
    {
        if (TeamsReader.Write(activity, time.GetUtcNow()) is not { Text.Length: > 0 } now) return;
        if (await people.FindAsync(now.Channel, now.SenderId, cancel) is null) return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var before = await db.Set<InboxMessage>().AsNoTracking().FirstOrDefaultAsync(m => m.Channel == now.Channel && m.ExternalId == now.ExternalId, cancel);
        if (before is null || before.Text == now.Text || before.SenderId != now.SenderId) return;
        var question = $"You changed what you had written. I went by \"{MarkdownReader.Escape(CleanText.Line(before.Text))}\".";
        var reply = now.Text.Length > LongestEdit
            ? new Reply($"{question} To have me take the new words, send them as a new message.")
            : new Reply($"{question} Shall I take the new words?") { Buttons = [[new Button("Take the new words", "s:" + now.Text)]] };
        await outbox.SayAsync($"edited:{now.ExternalId}:{XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(now.Text)):x}", now.Channel, now.Address, reply, cancel);
    }
}
