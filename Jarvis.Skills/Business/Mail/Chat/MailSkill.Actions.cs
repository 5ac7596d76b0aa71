using System.ComponentModel;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Business.Mail.Chat;

internal sealed partial class MailSkill
{
    [KernelFunction("suppress"), Description("Puts an address on the suppression list: nothing is sent to it any more.")]
    public static PlannedAction Suppress([Description("The address")] string address)
    {
        var small = Checked(address);
        return new PlannedAction
        {
            What = $"Send nothing to {small} any more",
            // It only ever makes Jarvis send less.
            Needs = ClearanceLevel.Suggest,
            Targets = [small],
            Idempotent = true,
            Undo = "take it off the suppression list",
            Commit = async (context, token) =>
            {
                var added = await context.Effect<ISuppressionChanges>().AddAsync(small, $"by {context.DecidedBy}", token);
                return new Outcome(added ? $"Nothing is sent to {small} any more." : $"{small} was on the suppression list already.") { Undo = added ? new FunctionCall("mail.allow", ("address", small)) : null };
            },
        };
    }

    [KernelFunction("allow"), Description("Takes an address off the suppression list: mails may go to it again.")]
    public async Task<PlannedAction> AllowAsync([Description("The address")] string address, CancellationToken cancel)
    {
        var small = Checked(address);
        var found = await suppressed.FindAsync(small, cancel);
        var wanted = found?.Reason is SuppressionReason.Unsubscribed or SuppressionReason.Complained;
        return new PlannedAction
        {
            What = $"Allow mail to {small} again{(found is null ? "" : $", which {found.Words}")}",
            Needs = ClearanceLevel.ModifyProduction,
            Targets = [small],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["suppressed"] = found?.Reason.ToString() ?? "no" },
            Idempotent = true,
            // Whoever asked for no more must have changed their mind; only a person can know that.
            AlwaysAsk = wanted,
            Risk = wanted ? Risk.High : Risk.Low,
            RiskNote = wanted ? "They asked for no more mail. Writing to them without their consent is against the law in many countries." : null,
            Undo = "put it back on the suppression list",
            Commit = async (context, token) =>
            {
                var removed = await context.Effect<ISuppressionChanges>().RemoveAsync(small, token);
                return new Outcome(removed ? $"Mails may go to {small} again." : $"{small} was not on the suppression list.") { Undo = removed ? new FunctionCall("mail.suppress", ("address", small)) : null };
            },
        };
    }

    [KernelFunction("went"), Description("Marks a mail of which it was not known whether it went as sent, after a person has looked.")]
    public async Task<PlannedAction> WentAsync([Description("The mail's number")] int number, CancellationToken cancel)
    {
        var mail = await NeedAsync(number, cancel);
        if (mail.State is not (MailState.Unknown or MailState.Accepted)) throw new BadRequestException($"Mail {number} needs no such word: {MailWords.State(mail)} ({mail.Where}).");
        return new PlannedAction
        {
            What = $"Mark mail {number} to {mail.To} as sent",
            Needs = ClearanceLevel.Suggest,
            Targets = [$"{number}"],
            Idempotent = true,
            Commit = async (context, token) =>
            {
                await context.Effect<IMailDecisions>().WentAsync(number, $"sent, {context.DecidedBy} says", token);
                return new Outcome($"Mail {number} to {mail.To} counts as sent.");
            },
        };
    }

    [KernelFunction("send_again"), Description("Sends a mail again that failed, or of which it is not known whether it went.")]
    public async Task<PlannedAction> SendAgainAsync([Description("The mail's number")] int number, CancellationToken cancel)
    {
        var mail = await NeedAsync(number, cancel);
        if (mail.State is MailState.Accepted or MailState.Kept or MailState.Sending) throw new BadRequestException($"Mail {number} is {MailWords.State(mail)} ({mail.Where}), so there is nothing to send again.");
        return new PlannedAction
        {
            What = $"Send mail {number} to {mail.To} again: {mail.Subject}",
            Needs = ClearanceLevel.ModifyProduction,
            Targets = [mail.To],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["subject"] = mail.Subject, ["text"] = mail.Markdown, ["state"] = mail.State.ToString() },
            Recipients = 1,
            Preview = mail.Markdown,
            RiskNote = mail.State == MailState.Unknown ? "It may have gone already; then it arrives twice." : null,
            Commit = async (context, token) =>
            {
                var sent = await context.Effect<IMailDecisions>().SendAgainAsync(number, token);
                return new Outcome($"Mail {number} to {mail.To}: {sent.Where}.");
            },
        };
    }

    private static string Checked(string address)
    {
        var small = address.Trim().ToLowerInvariant();
        return MailAddressCheck.Problem(small) is { } problem ? throw new BadRequestException($"\"{address}\" is no mail address: {problem}.") : small;
    }
}
