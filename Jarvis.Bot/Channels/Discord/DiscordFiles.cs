using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>Fetches files that people send, from Discord's own servers and without the token.</summary>
internal sealed partial class DiscordFiles(IOptions<DiscordOptions> options, PeopleDirectory people, FileShelf files, ILogger<DiscordFiles> log) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly string apiHost = new Uri(options.Value.ApiUrl).Host;

    public void Dispose() => http.Dispose();

    /// <summary>The message with its file on the shelf; without it when it cannot be had, which is then said in a bare message's words.</summary>
    public async Task<InboxMessage> FetchAsync(InboxMessage message, AttachedFile file, CancellationToken cancel)
    {
        // Strangers could fill the disk.
        if (await people.FindAsync(message.Channel, message.SenderId, cancel) is null) return With(message, null, message.Text);
        var most = options.Value.MaxFileMegabytes * 1024L * 1024;
        if (file.Size > most) return With(message, null, Missing(message, file, $"it is larger than {options.Value.MaxFileMegabytes} MB"));
        try
        {
            if (!IsDiscords(file.Url)) throw new IOException("The file lies elsewhere.");
            using var response = await http.GetAsync(file.Url, HttpCompletionOption.ResponseHeadersRead, cancel);
            response.EnsureSuccessStatusCode();
            // The announced size may be wrong.
            await response.Content.LoadIntoBufferAsync(most, cancel);
            return With(message, files.Save(file.Name, file.ContentType, await response.Content.ReadAsByteArrayAsync(cancel)), message.Text);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            FileLost(message.ExternalId, e.GetType().Name);
            return With(message, null, Missing(message, file, "Discord did not hand it out"));
        }
    }

    private bool IsDiscords(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Host == apiHost || (uri.Scheme == "https" && (uri.Host == "cdn.discordapp.com" || uri.Host == "media.discordapp.net")));

    private static string Missing(InboxMessage message, AttachedFile file, string why) => message.Text.Length > 0 ? message.Text : $"[The file \"{file.Name}\" was not received: {why}.]";

    private static InboxMessage With(InboxMessage message, StoredFile? file, string text) => new()
    {
        Channel = message.Channel, ExternalId = message.ExternalId, Address = message.Address, SenderId = message.SenderId, SenderName = message.SenderName,
        AsksOnly = message.AsksOnly, Kind = message.Kind, Text = text, FilePath = file?.Path, FileName = message.FileName, At = message.At,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file of Discord message {Message} could not be fetched: {Why}")]
    private partial void FileLost(string message, string why);
}
