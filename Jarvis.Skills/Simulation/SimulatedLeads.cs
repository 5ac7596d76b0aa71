using System.Globalization;
using System.Text;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Simulation;

/// <summary>The people who want to buy from the simulated company: who they are, what they did before, and what came of them.</summary>
internal sealed class SimulatedLeads(SimulatedWorld world)
{
    public const string Arrived = "lead.arrived";

    private const int PastDays = 60;

    private static readonly string[] Companies = ["Blue Room Studios", "Kestrel Games", "Harbour Sound", "Nordlicht Musikschule", "Tape & Thunder", "Lakeside College", "Golden Ear Rentals"];
    private static readonly string[] Free = ["gmail.com", "gmx.de", "outlook.com"];

    /// <summary>The web form behind an arrival.</summary>
    public LeadForm Form(BusinessEvent arrival)
    {
        var random = arrival.At.UtcTicks;
        var company = Chance("company", random) < 0.6 ? Companies[(int)(Chance("which", random) * Companies.Length)] : "";
        var domain = company.Length > 0 ? $"{Plain(company)}.example" : Free[(int)(Chance("free", random) * Free.Length)];
        return new LeadForm
        {
            Key = arrival.Key, Source = Chance("source", random) < 0.75 ? "web form" : "referral", Name = arrival.Subject, Company = company,
            Email = $"{string.Join('.', arrival.Subject.Split(' ').Select(Plain))}@{domain}", Message = arrival.Text, At = arrival.At,
            Consent = Chance("consent", random) < 0.5 ? "Yes, tell me about new instruments." : null,
        };
    }

    /// <summary>Leads of the last two months, most of them answered; some bought, some did not, some went quiet.</summary>
    public async Task WritePastAsync(JarvisDb db, string currency, CancellationToken cancel)
    {
        if (await db.Set<Lead>().AnyAsync(cancel)) return;
        var arrivals = Trade.All.Single(t => t.Type == Arrived).Times(world.Began.AddDays(-PastDays), world.Seed + 2).TakeWhile(at => at < world.Began.AddHours(-3))
            .Where(at => Chance("kept", at.UtcTicks) < 0.008).Select(at => Form(Trade.All.Single(t => t.Type == Arrived).At(at, world.Seed, currency))).DistinctBy(f => f.Email, StringComparer.Ordinal);
        foreach (var form in arrivals)
        {
            var at = form.At!.Value;
            var fate = Chance("fate", at.UtcTicks);
            var answered = at.AddMinutes(2 + (25 * Chance("wait", at.UtcTicks)));
            var wrote = fate < 0.6;
            var lastWrote = answered.AddHours(20 * Chance("later", at.UtcTicks));
            var contact = new Contact { Name = form.Name, Email = form.Email, Company = form.Company, CreatedAt = at, LastActiveAt = wrote ? lastWrote : at };
            var lead = new Lead
            {
                ContactId = 0, Contact = contact, Key = form.Key, Source = form.Source, Message = form.Message, Consent = form.Consent, ArrivedAt = at, CameWithCompany = form.Company.Length > 0, CameWithPhone = form.Phone.Length > 0, FirstAnsweredAt = answered, StateSince = wrote ? lastWrote : answered,
                State = fate switch { < 0.12 => LeadState.Won, < 0.32 => LeadState.Lost, < 0.6 => LeadState.Talking, _ => LeadState.Answered },
                LostReason = fate is >= 0.12 and < 0.32 ? "chose something else" : null,
            };
            db.Add(lead);
            await db.SaveChangesAsync(cancel);
            db.Add(new BusinessEvent { Type = Arrived, Key = $"lead:{form.Key}", At = at, Subject = LeadEvents.Subject(lead.Id, form.Name), Text = form.Message, Untrusted = true, HandledAt = answered, Attempts = 1 });
            Add(form.Key, at, ActivityKinds.Form, form.Source, form.Message, fromThem: true);
            Add($"{form.Key}:answer", answered, ActivityKinds.MailOut, "Your message", "", fromThem: false);
            if (wrote) Add($"{form.Key}:reply", lastWrote, ActivityKinds.MailIn, "Re: Your message", "Thank you, that helps. I come back to you.", fromThem: true);
            for (var visit = 0; visit < (int)(4 * Chance("visits", at.UtcTicks)); visit++) Add($"{form.Key}:visit{visit.ToString(CultureInfo.InvariantCulture)}", at.AddMinutes(-3 * visit), ActivityKinds.Visit, visit == 0 ? "pricing" : "instruments", "", fromThem: true);
            await db.SaveChangesAsync(cancel);

            void Add(string key, DateTimeOffset when, string kind, string of, string text, bool fromThem) =>
                db.Add(new Activity { ContactId = contact.Id, LeadId = lead.Id, At = when, Kind = kind, Of = of, Text = text, Untrusted = fromThem, Key = key });
        }
    }

    private double Chance(string about, long step) => Noise.Uniform(world.Seed, "lead" + about, step);

    /// <summary>As in an address: letters of the Latin alphabet alone.</summary>
    private static string Plain(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter)).ToLowerInvariant() is { Length: > 0 } plain ? plain : "info";
}
