using System.Text;
using System.Text.RegularExpressions;
using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Web;

/// <summary>What the page posts: the id is made in the browser once for each message, and is the same over retries.</summary>
internal sealed record WebPost(string? Id, string? Kind, string? Text);

/// <summary>Takes messages from the page into the inbox. The only way from the page to anything that changes something.</summary>
internal sealed partial class WebInbound(Inbox inbox, FileShelf shelf, WebFeed feed, TimeProvider time)
{
    public const int MaxText = 8000;
    public const int MaxButton = 64;

    /// <summary>Null when it is stored (now or by an earlier try); otherwise what is wrong with it.</summary>
    public async Task<string?> PostAsync(string sender, string senderName, WebPost post, CancellationToken cancel)
    {
        if (Wrong(post.Id) is { } wrong) return wrong;
        var text = post.Text?.Trim() ?? "";
        if (text.Length == 0) return "text: write something first.";
        InboundKind kind;
        switch (post.Kind)
        {
            case "text":
                if (text.Length > MaxText) return $"text: {text.Length:N0} characters are too many for one message; at most {MaxText:N0}.";
                kind = InboundKind.Text;
                break;
            case "button":
                if (Encoding.UTF8.GetByteCount(text) > MaxButton) return $"text: a button's data is at most {MaxButton} bytes.";
                kind = InboundKind.Button;
                break;
            default:
                return "kind: must be \"text\" or \"button\".";
        }

        await StoreAsync(sender, senderName, post.Id!, kind, text, file: null, cancel);
        return null;
    }

    /// <inheritdoc cref="PostAsync"/>
    public async Task<string?> FileAsync(string sender, string senderName, string? id, string? name, string? caption, byte[] content, CancellationToken cancel)
    {
        if (Wrong(id) is { } wrong) return wrong;
        if (content.Length == 0) return "file: it is empty.";
        if (caption?.Length > MaxText) return $"text: at most {MaxText:N0} characters go with a file.";
        var safe = WebFiles.SafeName(name);
        await StoreAsync(sender, senderName, id!, InboundKind.File, caption?.Trim() ?? "", shelf.Save(safe, WebFiles.TypeOf(safe), content), cancel);
        return null;
    }

    private static string? Wrong(string? id) =>
        id is not null && ClientId().IsMatch(id) ? null : "id: must be 8 to 64 letters, digits or dashes, made once for each message.";

    private async Task StoreAsync(string sender, string senderName, string id, InboundKind kind, string text, StoredFile? file, CancellationToken cancel)
    {
        await inbox.ReceiveAsync(new InboxMessage
        {
            Channel = WebChannel.ChannelName,
            ExternalId = id,
            Address = sender,
            SenderId = sender,
            SenderName = senderName,
            Kind = kind,
            Text = text,
            FilePath = file?.Path,
            FileName = file?.Name,
            At = time.GetUtcNow(),
        }, cancel);
        feed.Notify(sender);
    }

    [GeneratedRegex("^[A-Za-z0-9-]{8,64}$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ClientId();
}
