using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>Sends and edits messages.</summary>
internal sealed class TeamsSender(TeamsConnector connector, TeamsConversations conversations, TeamsFiles files, FileShelf shelf)
{
    /// <summary>The id of the message that arrived.</summary>
    public async Task<string?> SendAsync(OutboundPart part, CancellationToken cancel)
    {
        try
        {
            return await connector.PostAsync(part.Address, await MessageAsync(part, cancel), cancel);
        }
        catch (FileNotFoundException e)
        {
            throw new DeliveryException(e.Message, e) { Permanent = true };
        }
    }

    /// <summary>What is edited is a question or an alert: always a card, also when no button is left on it.</summary>
    public Task EditAsync(string id, OutboundPart part, CancellationToken cancel) => connector.PutAsync(part.Address, id, TeamsMessage.Card(part), cancel);

    public Task TypingAsync(string address, CancellationToken cancel) => connector.PostAsync(address, TeamsMessage.Typing(), cancel);

    private async Task<JsonObject> MessageAsync(OutboundPart part, CancellationToken cancel)
    {
        if (part.File is { } file)
        {
            if (file.IsPicture && TeamsPicture.Fit(await File.ReadAllBytesAsync(shelf.PathOf(file), cancel)) is { } picture) return TeamsMessage.Card(part, picture);
            if (await conversations.FindAsync(part.Address, cancel) is { IsPersonal: true }) return files.Offer(part, file);
            // A bot has no drive to put it on there.
            return TeamsMessage.Text($"{part.Markdown}\n\n{MarkdownReader.Escape(file.Name)}: Teams takes files from me only in our personal chat. Ask me for it there, or open it on my page.".Trim());
        }
        if (TeamsMessage.NeedsCard(part)) return TeamsMessage.Card(part);
        return PlainText.Visible(part.Markdown).Trim().Length > 0 ? TeamsMessage.Text(part.Markdown) : throw new DeliveryException("There is no text to send.") { Permanent = true };
    }
}
