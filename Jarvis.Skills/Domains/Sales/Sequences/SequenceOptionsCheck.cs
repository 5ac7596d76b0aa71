using Jarvis.Skills.Business.Mail.Templates;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Says which setting of a sequence is wrong and what is allowed.</summary>
internal sealed class SequenceOptionsCheck(MailTemplates templates) : IValidateOptions<SequenceOptions>
{
    private const int LongestName = 40;
    private const int MostSteps = 10;
    private const int MostOfferDays = 365;

    public ValidateOptionsResult Validate(string? name, SequenceOptions options)
    {
        var wrong = new List<string>();
        if (WorkingHours.ReadHours(options.Hours) is null) wrong.Add($"{SequenceOptions.Section}:Hours is \"{options.Hours}\"; allowed is {WorkingHours.AllowedHours}.");
        if (WorkingHours.ReadDays(options.Days) is null) wrong.Add($"{SequenceOptions.Section}:Days is \"{options.Days}\"; allowed is {WorkingHours.AllowedDays}.");
        foreach (var kind in SequenceCatalog.Kinds(options.Bookings))
            if (kind.Length > 40 || !kind.All(c => char.IsAsciiLetterLower(c) || c == '.')) wrong.Add($"{SequenceOptions.Section}:Bookings is \"{options.Bookings}\"; allowed are kinds of behaviour between bars, each in lower case, such as \"booking|meeting.booked\".");
        foreach (var (sequence, setting) in options.Named) Check(sequence, setting, wrong);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private void Check(string sequence, SequenceSetting setting, List<string> wrong)
    {
        var path = $"{SequenceOptions.Section}:Named:{sequence}";
        if (sequence.Length > LongestName || sequence.Trim() != sequence || !sequence.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == ' '))
            wrong.Add($"{SequenceOptions.Section}:Named has a sequence \"{sequence}\"; allowed are names of up to {LongestName} small letters, digits and blanks, such as \"new lead\".");
        if (setting.Steps.Count is 0 or > MostSteps) wrong.Add($"{path}:Steps has {setting.Steps.Count} steps; allowed are 1 to {MostSteps}, such as {{ \"Template\": \"sequence-new-lead-1\", \"After\": \"2 days\" }}.");
        if (setting.OfferAfterDays is < 0 or > MostOfferDays) wrong.Add($"{path}:OfferAfterDays is \"{setting.OfferAfterDays}\"; allowed is a number of days from 1 to {MostOfferDays}, or 0 to propose nobody.");
        for (var at = 0; at < setting.Steps.Count; at++) Check(sequence, at, setting.Steps[at], wrong);
    }

    private void Check(string sequence, int at, StepSetting step, List<string> wrong)
    {
        var path = $"{SequenceOptions.Section}:Named:{sequence}:Steps:{at}";
        if (WorkingDelay.Read(step.After) is null) wrong.Add($"{path}:After is \"{step.After}\"; allowed is {WorkingDelay.Allowed}.");
        var purpose = SequenceCatalog.Purpose(sequence, at + 1);
        try
        {
            if (templates.Find(step.Template) is not { } template)
                wrong.Add($"{path}:Template is \"{step.Template}\"; allowed is the name of a file in prompts/mail, without .md, at whose top stands \"for: {purpose}\".");
            else if (!template.For.Equals(purpose, StringComparison.OrdinalIgnoreCase))
                wrong.Add($"{path}:Template is \"{step.Template}\", and prompts/mail/{template.Name}.md is for \"{template.For}\"; allowed is one that says \"for: {purpose}\".");
        }
        catch (BadRequestException e)
        {
            wrong.Add($"{path}:Template is \"{step.Template}\", and the templates cannot be read: {e.Message}");
        }
    }
}
