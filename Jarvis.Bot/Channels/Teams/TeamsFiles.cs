using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>
/// Files. What people send lies in their OneDrive or at the service; what Jarvis sends is offered first, and put into their OneDrive
/// once they accept, which is the only way that Teams has for bots.
/// </summary>
internal sealed partial class TeamsFiles(TeamsConnection teams, PeopleDirectory people, FileShelf shelf, ILogger<TeamsFiles> log)
{
    private const string Download = "application/vnd.microsoft.teams.file.download.info";

    public const string Consent = "application/vnd.microsoft.teams.card.file.consent", Info = "application/vnd.microsoft.teams.card.file.info";

    /// <summary>The message with its first file, and one more message for each further file.</summary>
    public async Task<IReadOnlyList<InboxMessage>> WithFilesAsync(InboxMessage message, Activity activity, CancellationToken cancel)
    {
        var files = activity.Attachments.Where(a => a.ContentType == Download || a.ContentType?.StartsWith("image/", StringComparison.Ordinal) == true).Take(10).ToList();
        if (files.Count == 0) return [message];
        // Strangers could fill the disk.
        var known = await people.FindAsync(message.Channel, message.SenderId, cancel) is not null;
        var messages = new List<InboxMessage>();
        for (var i = 0; i < files.Count; i++)
        {
            var name = NameOf(files[i]);
            var (file, missing) = known ? await FetchAsync(files[i], name, activity, cancel) : (null, null);
            var text = i == 0 && message.Text.Length > 0 ? message.Text : missing is null ? "" : $"[The file \"{name}\" was not received: {missing}.]";
            messages.Add(new InboxMessage
            {
                Channel = message.Channel, ExternalId = i == 0 ? message.ExternalId : $"{message.ExternalId}:{i}", Address = message.Address, SenderId = message.SenderId,
                SenderName = message.SenderName, Kind = InboundKind.File, Text = text, FilePath = file?.Path, FileName = name, At = message.At,
            });
        }
        return messages;
    }

    /// <summary>A card that asks whether the file is wanted. Its key comes back with the answer.</summary>
    public JsonObject Offer(OutboundPart part, StoredFile file)
    {
        var context = new JsonObject { ["key"] = part.Key };
        var content = new JsonObject
        {
            ["description"] = PlainText.Visible(part.Markdown), ["sizeInBytes"] = new FileInfo(shelf.PathOf(file)).Length, ["acceptContext"] = context, ["declineContext"] = context.DeepClone(),
        };
        return TeamsMessage.Attached(Consent, content, file.Name, file.Name);
    }

    /// <summary>Puts an accepted file where Teams said, and returns the message that shows it.</summary>
    public async Task<JsonObject> UploadAsync(StoredFile file, JsonElement place, CancellationToken cancel)
    {
        var url = new Uri(place.GetProperty("uploadUrl").GetString()!);
        if (!teams.Options.IsFilePlace(url)) throw new IOException($"{url.Host} is not one of Teams:FileHosts.");
        await using var stream = shelf.Open(file);
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentRange = new ContentRangeHeaderValue(0, stream.Length - 1, stream.Length);
        using var answer = await teams.Http.PutAsync(url, content, cancel);
        if (!answer.IsSuccessStatusCode) throw new IOException($"The upload was answered with {(int)answer.StatusCode}.");
        var shown = new JsonObject { ["uniqueId"] = place.GetProperty("uniqueId").GetString(), ["fileType"] = place.GetProperty("fileType").GetString() };
        return TeamsMessage.Attached(Info, shown, file.Name, file.Name, place.GetProperty("contentUrl").GetString());
    }

    private async Task<(StoredFile? File, string? Missing)> FetchAsync(Attachment attachment, string name, Activity activity, CancellationToken cancel)
    {
        try
        {
            var stored = attachment.ContentType == Download;
            var address = stored ? attachment.Content?.GetProperty("downloadUrl").GetString() : attachment.ContentUrl;
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url)) return (null, "Teams did not say where it is");
            // A pasted picture lies at the service itself, which wants Jarvis's token; nobody else may get that.
            if (stored ? !teams.Options.IsFilePlace(url) : url.Host != new Uri(activity.ServiceUrl!).Host) return (null, $"it lies at {url.Host}, which is not allowed");
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (!stored && await teams.TokenAsync(cancel) is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await teams.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!answer.IsSuccessStatusCode) return (null, $"Teams answered {(int)answer.StatusCode}");
            var most = teams.Options.MaxFileMegabytes * 1024L * 1024;
            if (answer.Content.Headers.ContentLength > most) return (null, $"it is larger than {teams.Options.MaxFileMegabytes} MB");
            using var content = new BoundedStream(most);
            await answer.Content.CopyToAsync(content, cancel);
            return (shelf.Save(name, answer.Content.Headers.ContentType?.MediaType ?? "application/octet-stream", content.ToArray()), null);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            FileLost(activity.Id ?? "", e.GetType().Name);
            return (null, "Teams did not hand it out");
        }
    }

    private static string NameOf(Attachment attachment)
    {
        var name = CleanText.Line(attachment.Name);
        return name.Length > 0 ? name[..Math.Min(name.Length, 120)] : $"picture.{attachment.ContentType?.Split('/')[^1] switch { "jpeg" => "jpg", "gif" => "gif", _ => "png" }}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file of Teams message {Message} could not be fetched: {Why}")]
    private partial void FileLost(string message, string why);
}
