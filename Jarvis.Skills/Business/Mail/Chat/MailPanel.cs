using Jarvis.Skills.Business.Mail.Reading;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Mail.Chat;

/// <summary>The mail servers on the live page, and at the start on the console: what is connected, and what to write where.</summary>
internal sealed class MailPanel(MailReading reading, IOptions<MailOptions> options) : ILivePanel
{
    public string Title => "Mail servers";

    public int Order => 40;

    public Task<PanelContent> ReadAsync(CancellationToken cancel)
    {
        var rows = new List<PanelRow>();
        var (smtp, imap) = (options.Value.Smtp, options.Value.Imap);
        if (smtp.IsSet) rows.Add(new PanelRow(smtp.Host.Trim(), PanelState.Good, "sends") { Say = "mail status" });
        if (imap.IsSet) rows.Add(new PanelRow($"{imap.User} at {imap.Host.Trim()}", reading.Trouble is null ? reading.LastRead is null ? PanelState.Neutral : PanelState.Good : PanelState.Bad, reading.Trouble ?? (reading.LastRead is null ? "not read yet" : "is read")) { Say = "mail status" });
        return Task.FromResult(new PanelContent(rows) { WhenEmpty = $"{MailWords.Sending(options.Value)} {MailWords.Reading(options.Value)}" });
    }
}
