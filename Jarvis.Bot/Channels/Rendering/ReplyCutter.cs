using System.Text;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// Makes a reply into the messages that a channel can show: pictures of tables and charts where it has none of its own, long
/// texts in several parts, very long ones as a file, buttons under the last.
/// </summary>
public sealed class ReplyCutter(ChartDrawer charts, TableDrawer tables, FileShelf files)
{
    /// <summary>Nobody reads more messages in a row; a longer text goes out as a file after its beginning.</summary>
    public const int MostTextParts = 6;

    private const int Beginning = 2;

    /// <summary>For alert targets, which take one message as it is.</summary>
    public OutboundPart Whole(Reply reply, string address) => new()
    {
        Address = address,
        Markdown = reply.Markdown,
        Buttons = reply.Buttons,
        Table = reply.Table,
        Chart = reply.Chart,
        Alert = reply.Alert,
        IsReport = reply.IsReport,
        Untrusted = reply.Untrusted,
    };

    /// <summary>At least one part. The same reply gives the same parts, so it may be cut again after a crash.</summary>
    public IReadOnlyList<OutboundPart> Cut(Reply reply, string address, ChannelTraits traits)
    {
        OutboundPart Part(string markdown) => new() { Address = address, Markdown = markdown, IsReport = reply.IsReport, Untrusted = reply.Untrusted };
        OutboundPart Rows(Table table) => Part($"All {table.Rows.Count} rows") with { File = files.Save(Name(table.Title, "table", ".csv"), "text/csv", TableText.Csv(table)) };

        var pictures = new List<OutboundPart>();
        var attached = new List<OutboundPart>();
        if (reply.Chart is { } chart && traits.ChartsAsPictures)
            pictures.Add(Part(Caption(chart.Title, traits)) with { File = files.Save(Name(chart.Title, "chart", ".png"), "image/png", charts.Png(chart)) });
        if (reply.Table is { } table && traits.TablesAsPictures)
        {
            pictures.Add(Part(Caption(table.Title, traits)) with { File = files.Save(Name(table.Title, "table", ".png"), "image/png", tables.Png(table)) });
            if (table.Rows.Count > TableDrawer.MostRows) attached.Add(Rows(table));
        }
        else if (reply.Table is { } large && large.Rows.Count * (long)large.Columns.Count > traits.MaxCells) attached.Add(Rows(large));
        attached.AddRange(reply.Files.Select(f => Part("") with { File = files.Save(f.Name, f.ContentType, f.Content) }));

        var parts = new List<OutboundPart>();
        // A short text and its picture are one message.
        if (pictures.Count > 0 && Measured(reply.Markdown, traits) <= traits.MaxCaption) pictures[0] = pictures[0] with { Markdown = reply.Markdown };
        else parts.AddRange(Texts(reply.Markdown, traits, attached, Part));
        var drawnByChannel = Part(reply.Markdown) with
        {
            Table = traits.TablesAsPictures ? null : reply.Table,
            Chart = traits.ChartsAsPictures ? null : reply.Chart,
        };
        if (drawnByChannel.Table is not null || drawnByChannel.Chart is not null)
        {
            if (parts.Count == 0) parts.Add(drawnByChannel with { Markdown = "" });
            else parts[^1] = parts[^1] with { Table = drawnByChannel.Table, Chart = drawnByChannel.Chart };
        }
        parts.AddRange(pictures);
        parts.AddRange(attached);
        if (parts.Count == 0) parts.Add(Part(""));
        parts[0] = parts[0] with { Alert = reply.Alert };
        parts[^1] = parts[^1] with { Buttons = reply.Buttons };
        return parts;
    }

    private IEnumerable<OutboundPart> Texts(string markdown, ChannelTraits traits, List<OutboundPart> attached, Func<string, OutboundPart> part)
    {
        if (string.IsNullOrWhiteSpace(PlainText.Visible(markdown))) return [];
        var texts = Fitting(markdown, traits);
        if (texts.Count <= MostTextParts) return texts.Select(part);
        attached.Insert(0, part("The whole text") with { File = files.Save("answer.txt", "text/plain", Encoding.UTF8.GetBytes(PlainText.Visible(markdown))) });
        return texts.Take(Beginning).Select(part);
    }

    /// <summary>Pieces that fit also where marks and escapes count: what is too long then is cut again, into pieces that show less.</summary>
    private static IReadOnlyList<string> Fitting(string markdown, ChannelTraits traits)
    {
        for (var most = traits.MaxText; ;)
        {
            var pieces = MarkdownCutter.Cut(markdown, most);
            var longest = pieces.Max(p => Measured(p, traits));
            if (longest <= traits.MaxText || most == 1) return pieces;
            most = Math.Max(1, Math.Min(most - 1, (int)((long)most * traits.MaxText / longest)));
        }
    }

    private static int Measured(string markdown, ChannelTraits traits) => traits.Measure?.Invoke(markdown) ?? MarkdownCutter.Length(markdown);

    private static string Caption(string? title, ChannelTraits traits)
    {
        var line = CleanText.Line(title);
        return MarkdownReader.Escape(line.Length <= traits.MaxCaption ? line : line[..(traits.MaxCaption - 1)] + "…");
    }

    private static string Name(string? title, string otherwise, string extension)
    {
        var letters = new string([.. CleanText.Line(title).ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : '-')]);
        var name = string.Join('-', letters.Split('-', StringSplitOptions.RemoveEmptyEntries).Take(8));
        return (name.Length is 0 or > 60 ? otherwise : name) + extension;
    }
}
