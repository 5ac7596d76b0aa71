using System.ComponentModel;
using System.Globalization;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.People;

/// <summary>Who may talk to Jarvis, and who may decide.</summary>
public sealed class PeopleSkill(
    PeopleDirectory people, Pairing pairing, Outbox outbox, IEnumerable<DomainDescriptor> domains, IOptions<BusinessOptions> business)
{
    /// <summary>Whoever decides in these decides who decides.</summary>
    private static readonly string[] OwnersAlone = ["people", "jarvis", "routes"];

    [KernelFunction("list"), Description("Who is paired: role, domains, clearance and channels of each person.")]
    public async Task<Answer> ListAsync(CancellationToken cancellationToken)
    {
        var all = await people.AllAsync(cancellationToken);
        var accounts = (await people.IdentitiesAsync(cancellationToken)).ToLookup(i => i.PersonId);
        return new Answer($"{all.Count} {(all.Count == 1 ? "person is" : "people are")} paired: {string.Join(", ", all.Select(p => $"{p.Name} ({Word(p.Role)})"))}.")
        {
            Table = new Table(["Name", "Role", "Decides in", "Up to", "Channels", "Since"],
                [.. all.Select(p => (IReadOnlyList<string>)[p.Name, Word(p.Role), p.Role == Role.Owner ? "everything" : p.Domains, p.Role == Role.Operator ? p.UpTo.Word() : "",
                    string.Join(", ", accounts[p.Id].Select(i => i.Channel).Distinct(StringComparer.Ordinal)), business.Value.Local(p.Since).ToString("d MMM yyyy", CultureInfo.InvariantCulture)])]),
            Data = all.Select(p => new { p.Name, role = Word(p.Role), p.Domains, upTo = p.UpTo.Word(), channels = accounts[p.Id].Select(i => i.Channel) }).ToList(),
        };
    }

    [KernelFunction("invite"), GovernsJarvis, Description("Makes a pairing code for somebody new. The code goes to the owners, who pass it on.")]
    public PlannedAction Invite(
        [Description("owner, operator or viewer")] string role,
        [Description("For an operator: the domains in which they decide, such as \"sales and support\".")] string? domains = null,
        [Description("For an operator: the highest clearance that they may approve, such as MODIFY_SAFE.")] string? upTo = null,
        [Description("Whom the code is for, as the owner calls them.")] string? name = null)
    {
        if (!Enum.TryParse<Role>(role, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted))
            throw new BadRequestException($"role is \"{role}\". Say owner, operator or viewer, as in \"invite a viewer\".");
        var invitation = wanted switch
        {
            Role.Operator => Operator(domains, upTo),
            Role.Owner => new Invitation(Role.Owner, "", ClearanceLevel.FullAutonomy),
            _ => new Invitation(Role.Viewer, "", ClearanceLevel.ReadOnly),
        };
        var one = $"{(wanted is Role.Viewer ? "a" : "an")} {Word(wanted)}";
        return Plan(invitation, name is { Length: > 0 and <= 60 } ? $"Invite {name} as {one}" : $"Invite {one}", $"a new {Word(wanted)}", "remove the person again");
    }

    [KernelFunction("pair"), GovernsJarvis, Description("Makes a pairing code with which somebody who is known connects another account, for instance on another channel.")]
    public async Task<PlannedAction> PairAsync(
        [Description("The person's name; may be left out when there is one owner.")] string? person = null,
        CancellationToken cancellationToken = default)
    {
        var all = await people.AllAsync(cancellationToken);
        var who = person is null && all.Count(p => p.Role == Role.Owner) == 1 ? all.Single(p => p.Role == Role.Owner) : Named(all, person);
        return Plan(new Invitation(who.Role, who.Domains, who.UpTo, who.Id), $"Connect another account of {who.Name} ({Word(who.Role)})", $"another account of {who.Name}", "remove the person and pair again");
    }

    [KernelFunction("remove"), GovernsJarvis, Description("Ends a person's access on all channels.")]
    public async Task<PlannedAction> RemoveAsync([Description("The person's name")] string person, CancellationToken cancellationToken)
    {
        var who = Named(await people.AllAsync(cancellationToken), person);
        if ((await people.IdentitiesAsync(cancellationToken)).Any(i => i.PersonId == who.Id && !LocalOwner.IsElsewhere(i)))
            throw new BadRequestException($"{who.Name} is the owner of this machine, who is always known at the console and on the page.");
        return new PlannedAction
        {
            What = $"Remove {who.Name} ({Word(who.Role)})",
            Needs = ClearanceLevel.FullAutonomy,
            Targets = [who.Name],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["person"] = who.Id.ToString(CultureInfo.InvariantCulture), ["role"] = Word(who.Role) },
            AlwaysAsk = true,
            Idempotent = true,
            Undo = "invite them again",
            Risk = Risk.Medium,
            RiskNote = $"{who.Name} can no longer talk to Jarvis",
            Commit = async (_, cancel) =>
            {
                await people.RemoveAsync(who.Id, cancel);
                return new Outcome($"{who.Name} is removed and is a stranger from now on.");
            },
        };
    }

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    private static Person Named(IReadOnlyList<Person> all, string? name)
    {
        var found = all.Where(p => string.Equals(p.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new BadRequestException($"person is \"{name}\". I know {string.Join(", ", all.Select(p => p.Name))}."),
            _ => throw new BadRequestException($"{found.Count} people are called {name}. Tell them apart on the page first."),
        };
    }

    private PlannedAction Plan(Invitation invitation, string what, string whom, string undo) => new()
    {
        What = what + (invitation is { Role: Role.Operator, PersonId: null } ? $" who decides in {invitation.Domains} up to {invitation.UpTo.Word()}" : ""),
        Needs = invitation.Role == Role.Viewer ? ClearanceLevel.ModifySafe : ClearanceLevel.FullAutonomy,
        Targets = [whom],
        Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["role"] = Word(invitation.Role), ["domains"] = invitation.Domains, ["up to"] = invitation.UpTo.Word() },
        // It changes who may decide.
        AlwaysAsk = invitation.Role != Role.Viewer,
        Undo = undo,
        Risk = invitation.Role switch { Role.Owner => Risk.High, Role.Operator => Risk.Medium, _ => Risk.Low },
        RiskNote = "Whoever has the code within its hour gets this access",
        Commit = async (context, cancel) =>
        {
            var code = await pairing.InviteAsync(invitation, context.DecidedBy, cancel);
            var until = business.Value.Local(code.ExpiresAt).ToString("HH:mm", CultureInfo.InvariantCulture);
            // Not in the result: the ledger keeps that, and whoever may read the ledger could use the code.
            await outbox.TellAsync($"invite:{context.ActionId:n}", Audience.Owners, new Reply($"Pairing code for {whom}: `{code.Code}`, valid once until {until}. They send it to me where they want to talk to me."), cancel);
            return new Outcome($"I have sent the owners a pairing code for {whom}, valid until {until}.");
        },
    };

    private Invitation Operator(string? names, string? upTo)
    {
        var wanted = (names ?? "").Replace(" and ", ",", StringComparison.OrdinalIgnoreCase).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var allowed = domains.Where(d => !OwnersAlone.Contains(d.Name, StringComparer.Ordinal)).ToList();
        var list = string.Join(", ", allowed.Select(d => d.Name));
        if (wanted.Length == 0) throw new BadRequestException($"domains is missing: say in what the operator decides, as in \"invite an operator for {allowed.FirstOrDefault()?.Name ?? "sales"} up to MODIFY_SAFE\". There are {list}.");
        var found = wanted.Select(w => allowed.FirstOrDefault(d => string.Equals(d.Name, w, StringComparison.OrdinalIgnoreCase) || string.Equals(d.Title, w, StringComparison.OrdinalIgnoreCase))?.Name
            ?? throw new BadRequestException($"domains names \"{w}\", which is not one of {list}.")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var level = ClearanceLevel.ModifySafe;
        if (!string.IsNullOrWhiteSpace(upTo) && !ClearanceNames.TryParse(upTo, out level)) throw new BadRequestException($"upTo is \"{upTo}\". Say one of {ClearanceNames.Allowed}.");
        return new Invitation(Role.Operator, string.Join(',', found), level);
    }
}
