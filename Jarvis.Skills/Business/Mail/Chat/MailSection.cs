using Jarvis.Skills.Answers;
using Jarvis.Skills.Domains;

namespace Jarvis.Skills.Business.Mail.Chat;

/// <summary>E-mail in the reports: how much went, and what went wrong. Without any it says nothing.</summary>
internal sealed class MailSection(MailBook book) : IReportSection
{
    private const int Named = 5;

    public string Title => "E-mail";

    public int Order => 30;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        var counts = await book.CountAsync(period.From, period.To, cancel);
        if (counts is { Sent: 0, Kept: 0, Failed: 0, Unknown: 0, Received: 0 }) return null;
        var lines = new List<string> { $"- {Wording.Count(counts.Sent, "mail")} sent{(counts.Kept > 0 ? $", {counts.Kept} kept in the outbox (no mail server is set up)" : "")}; {counts.Received} came in, {counts.Replies} of them answers." };
        var trouble = await book.TroubleAsync(period.From, period.To, cancel);
        foreach (var mail in trouble.Take(Named)) lines.Add($"- **{mail.To}**, \"{mail.Subject}\": {MailWords.State(mail)}. {mail.Where}");
        if (trouble.Count > Named) lines.Add($"- {trouble.Count - Named} more in \"show the outbox\".");
        return new SectionText(string.Join('\n', lines)) { Untrusted = trouble.Count > 0 };
    }
}
