using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Crm;

/// <summary>Who wins when both sides changed the same field since they were last equal.</summary>
public enum CrmConflicts
{
    /// <summary>Neither is written until the owner says.</summary>
    Ask,
    Theirs,
    Ours,

    /// <summary>Whichever changed last. When ours changed is known to a look's pace.</summary>
    Newest,
}

/// <summary>Settings "Crm": the CRM with which contacts, deals and notes are kept equal.</summary>
public sealed class CrmOptions
{
    public const string Section = "Crm";

    /// <summary>HubSpot, Pipedrive or Salesforce; empty for none.</summary>
    public string Vendor { get; set; } = "";

    public string Conflicts { get; set; } = nameof(CrmConflicts.Ask);

    /// <summary>How often its changes are read.</summary>
    public int EveryMinutes { get; set; } = 10;

    /// <summary>Our stages, each with the vendor's name or number of it; "won" and "lost" too, where the vendor's are not the usual ones.</summary>
    public Dictionary<string, string> Stages { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What of a contact's timeline goes to the vendor as notes, from the day on which the contact was linked: kinds of activities, separated by commas.</summary>
    public string Activities { get; set; } = "note, mail.in, mail.out, quote, task";

    public IReadOnlyList<string> ActivityList => Activities.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public CrmAccount HubSpot { get; set; } = new() { Url = "https://api.hubapi.com" };

    public CrmAccount Pipedrive { get; set; } = new() { Url = "https://api.pipedrive.com/v1" };

    public CrmAccount Salesforce { get; set; } = new();

    public CrmConflicts Rule => Enum.Parse<CrmConflicts>(Conflicts, ignoreCase: true);
}

/// <summary>An account at a vendor.</summary>
public sealed class CrmAccount
{
    public string Url { get; set; } = "";

    /// <summary>A private app's token; for Salesforce, the connected app's secret.</summary>
    public string Token { get; set; } = "";

    /// <summary>Salesforce: the connected app's consumer key.</summary>
    public string ClientId { get; set; } = "";
}

internal sealed class CrmOptionsCheck : IValidateOptions<CrmOptions>
{
    private static readonly string[] Vendors = ["HubSpot", "Pipedrive", "Salesforce"];

    public ValidateOptionsResult Validate(string? name, CrmOptions options)
    {
        var wrong = new List<string>();
        if (options.Vendor.Length > 0 && !Vendors.Contains(options.Vendor, StringComparer.Ordinal)) wrong.Add($"Crm:Vendor is \"{options.Vendor}\"; allowed is {string.Join(", ", Vendors)}, or nothing.");
        if (!Enum.TryParse<CrmConflicts>(options.Conflicts, ignoreCase: true, out _)) wrong.Add($"Crm:Conflicts is \"{options.Conflicts}\"; allowed is {string.Join(", ", Enum.GetNames<CrmConflicts>())}.");
        if (options.EveryMinutes is < 1 or > 1440) wrong.Add($"Crm:EveryMinutes is {options.EveryMinutes}; allowed is a whole number from 1 to 1440.");
        var account = options.Vendor switch { "HubSpot" => options.HubSpot, "Pipedrive" => options.Pipedrive, "Salesforce" => options.Salesforce, _ => null };
        if (account is not null)
        {
            if (!Uri.TryCreate(account.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)) wrong.Add($"Crm:{options.Vendor}:Url is \"{account.Url}\"; allowed is an https address{(options.Vendor == "Salesforce" ? ", your own domain at Salesforce" : "")}.");
            if (account.Token.Length == 0) wrong.Add($"Crm:{options.Vendor}:Token is empty; write {(options.Vendor == "Salesforce" ? "the connected app's consumer secret" : "an access token")}, best as the environment variable Crm__{options.Vendor}__Token.");
            if (options.Vendor == "Salesforce" && account.ClientId.Length == 0) wrong.Add("Crm:Salesforce:ClientId is empty; write the connected app's consumer key.");
        }
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
