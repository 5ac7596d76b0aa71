namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>Leads and what happened with them, in words for the owner.</summary>
internal static class LeadWords
{
    public static string State(LeadState state) => state switch
    {
        LeadState.Listed => "on a list",
        LeadState.New => "not answered",
        LeadState.Answered => "answered",
        LeadState.Talking => "talking",
        LeadState.Qualified => "has a deal",
        LeadState.Won => "won",
        _ => "lost",
    };

    public static string Kind(string kind) => kind switch
    {
        ActivityKinds.Form => "wrote",
        ActivityKinds.MailIn => "mailed",
        ActivityKinds.MailOut => "was mailed",
        ActivityKinds.Away => "is away",
        ActivityKinds.Bounce => "could not be reached",
        ActivityKinds.Unsubscribe => "wants no more mail",
        ActivityKinds.Visit => "visited",
        ActivityKinds.Open => "opened a mail",
        _ => kind,
    };
}
