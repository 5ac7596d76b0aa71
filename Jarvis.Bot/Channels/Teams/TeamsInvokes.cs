using System.Text.Json;
using System.Text.Json.Nodes;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>
/// What Teams wants an answer to in the same call: a pressed button is answered with the card as it then stands, an accepted file
/// with its upload.
/// </summary>
internal sealed partial class TeamsInvokes(
    Inbox inbox, Outbox outbox, TeamsFiles files, TeamsConnector connector, IDbContextFactory<JarvisDb> databases, TimeProvider time, ILogger<TeamsInvokes> log)
{
    /// <summary>Teams gives up after ten seconds. What is decided later is shown by an edit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The body of the answer; null when the invoke is of a kind that Jarvis does not know.</summary>
    public Task<JsonObject?> TakeAsync(Activity activity, CancellationToken cancel) => activity.Name switch
    {
        "adaptiveCard/action" => PressAsync(activity, cancel),
        "fileConsent/invoke" => FileAsync(activity, cancel),
        _ => Task.FromResult<JsonObject?>(null),
    };

    private async Task<JsonObject?> PressAsync(Activity activity, CancellationToken cancel)
    {
        if (TeamsReader.Press(activity, time.GetUtcNow()) is not { } press) return null;
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Seen(OutboxMessage row)
        {
            if (row.InboxId is { } id && id == press.Id) answered.TrySetResult();
        }
        outbox.Changed += Seen;
        try
        {
            if (await inbox.ReceiveAsync(press, cancel)) await answered.Task.WaitAsync(Patience, time, cancel);
        }
        catch (TimeoutException)
        {
            // It is stored, and will be answered.
        }
        finally
        {
            outbox.Changed -= Seen;
        }
        return await ShownAsync(activity, cancel) is { } part
            ? new JsonObject { ["statusCode"] = 200, ["type"] = TeamsCard.ContentType, ["value"] = TeamsCard.Of(part) }
            : new JsonObject { ["statusCode"] = 200, ["type"] = "application/vnd.microsoft.activity.message", ["value"] = "Taken." };
    }

    /// <summary>What the pressed message shows now: itself, or its last edit. A picture cannot be shown anew in an answer.</summary>
    private async Task<OutboundPart?> ShownAsync(Activity activity, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var messages = db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Channel == TeamsChannel.ChannelName);
        var sent = await messages.FirstOrDefaultAsync(m => m.Address == activity.Conversation.Id && m.ExternalId == activity.ReplyToId && m.EditOf == null, cancel);
        if (sent is null) return null;
        var edit = await messages.Where(m => m.EditOf == sent.Id).OrderByDescending(m => m.Id).FirstOrDefaultAsync(cancel);
        return (edit ?? sent).Part() is { File: null } part ? part : null;
    }

    private async Task<JsonObject?> FileAsync(Activity activity, CancellationToken cancel)
    {
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value || activity.ReplyToId is not { } offer) return null;
        var key = value.GetProperty("context").GetProperty("key").GetString();
        await using var db = await databases.CreateDbContextAsync(cancel);
        // The key names a message to this very conversation; a path would let its reader choose.
        var row = await db.Set<OutboxMessage>().AsNoTracking().FirstOrDefaultAsync(m => m.Key == key && m.Channel == TeamsChannel.ChannelName && m.Address == activity.Conversation.Id, cancel);
        if (row?.Part().File is not { } file) return null;
        JsonObject instead;
        try
        {
            instead = value.GetProperty("action").GetString() == "accept"
                ? await files.UploadAsync(file, value.GetProperty("uploadInfo"), cancel)
                : TeamsMessage.Text(Rendering.MarkdownReader.Escape($"{file.Name} was not wanted."));
        }
        catch (Exception e) when (e is IOException or HttpRequestException or KeyNotFoundException)
        {
            NotUploaded(row.Id, e.GetType().Name);
            instead = TeamsMessage.Text(Rendering.MarkdownReader.Escape($"{file.Name} could not be put into your OneDrive. It is on my page."));
        }
        await connector.PutAsync(activity.Conversation.Id, offer, instead, cancel);
        return [];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file of message {Id} was accepted on Teams, but could not be uploaded: {Why}")]
    private partial void NotUploaded(long id, string why);
}
