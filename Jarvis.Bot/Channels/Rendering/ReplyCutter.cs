using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Cuts a reply into a channel's messages.</summary>
public sealed class ReplyCutter
{
    public IReadOnlyList<OutboundPart> Cut(Reply reply, string address, ChannelTraits traits) => [Whole(reply, address)];

    /// <summary>For alert targets, which take one message as it is.</summary>
    public OutboundPart Whole(Reply reply, string address) => new()
    {
        Address = address,
        Markdown = reply.Markdown,
        Buttons = reply.Buttons,
        Table = reply.Table,
        Chart = reply.Chart,
        Alert = reply.Alert,
    };
}
