using Jarvis.Skills.Domains.Sales.Leads;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>
/// Who may expect mail. Whoever wrote is answered; somebody who only stands on a list has to have agreed first, as the law of many countries
/// demands (in the European Union Directive 2002/58/EC, Article 13). Jarvis is no lawyer: it says so where the owner decides, and leaves it to them.
/// </summary>
internal static class Consent
{
    /// <summary>"Mara Lindqvist never wrote to you and agreed to no mail"; null where nothing speaks against it.</summary>
    public static string? Doubt(Lead lead) => lead.State == LeadState.Listed && lead.Consent is null ? $"{lead.Contact!.Title} never wrote to you and agreed to no mail" : null;

    /// <summary>A line for those of them who agreed to nothing; null where there is none.</summary>
    public static string? Doubts(IEnumerable<Lead> leads) => leads.Where(l => Doubt(l) is not null).ToList() switch
    {
        [] => null,
        [var one] => $"{Doubt(one)} (lead {one.Id}).",
        var several => $"{several.Count} of them never wrote to you and agreed to no mail: {string.Join(", ", several.Select(l => $"lead {l.Id}"))}.",
    };
}
