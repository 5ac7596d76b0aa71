using Jarvis.Skills.Business.Hooks;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>
/// POST /hooks/leads/{key}: a web form (name, email, company, phone, message, consent, timezone), or a behaviour of somebody known
/// (email, event, of), as a tracker sends it: a visit, an open, a sign-up.
/// </summary>
internal sealed class LeadHook(LeadIntake intake, IDbContextFactory<JarvisDb> databases, LeadScoring scoring, TimeProvider time) : IInboundHook
{
    private const int MostName = 200;
    private const int MostMessage = 10_000;
    private const int MostKind = 40;

    public string Name => "leads";

    public async Task<HookAnswer> TakeAsync(HookPost post, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var email = Field("email", 254);
        if (email.Length > 0 && MailAddressCheck.Problem(email) is { } problem) errors["email"] = $"is no e-mail address: {problem}";
        var kind = Field("event", MostKind);
        if (kind.Length > 0 && email.Length == 0) errors["email"] = "is missing: it says whose event this is";
        if (kind.Length > 0 && !kind.All(c => char.IsAsciiLetterLower(c) || c == '.')) errors["event"] = "is not a word in lower case, such as visit, open or signup";
        var zone = Field("timezone", 64);
        if (kind.Length == 0 && email.Length == 0 && Field("phone", 40).Length == 0) errors["email"] = "is missing, and so is phone: one of them is needed to answer";
        if (errors.Count > 0) return new HookAnswer(errors);

        if (kind.Length > 0)
        {
            await BehaveAsync(post, email, kind, Field("of", MostName), cancel);
            return HookAnswer.Taken;
        }
        await intake.TakeAsync(new LeadForm
        {
            // A form without an id that was sent twice in a day, word for word, was clicked twice.
            Key = $"form:{post.Source}:{post.Id ?? $"{post.Digest[..32]}:{time.GetUtcNow():yyyyMMdd}"}", Source = Field("source", 60) is { Length: > 0 } source ? source : "web form", Name = Field("name", MostName), Email = email.Length > 0 ? email : null,
            Company = Field("company", MostName), Phone = Field("phone", 40), Message = Field("message", MostMessage), Consent = Field("consent", 1000) is { Length: > 0 } consent ? consent : null,
            TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : null,
        }, cancel);
        return HookAnswer.Taken;

        string Field(string name, int most)
        {
            var value = post.Fields.GetValueOrDefault(name, "").Trim();
            if (value.Length > most) errors[name] = $"is longer than {most} characters";
            return value;
        }
    }

    /// <summary>What nobody known did is not kept: a tracker sees everybody who passes.</summary>
    private async Task BehaveAsync(HookPost post, string email, string kind, string of, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var contact = await db.ByEmailAsync(email, cancel);
        var key = $"event:{post.Source}:{post.Id ?? Guid.NewGuid().ToString("n")}";
        if (contact is null || await db.Set<Activity>().AnyAsync(a => a.Key == key, cancel)) return;
        var lead = await db.OpenLeadAsync(contact.Id, cancel);
        contact.LastActiveAt = time.GetUtcNow();
        db.Add(new Activity { ContactId = contact.Id, LeadId = lead?.Id, At = time.GetUtcNow(), Kind = kind, Of = of, Untrusted = true, Key = key });
        await db.SaveChangesAsync(cancel);
        if (lead is not null) await scoring.ScoreAsync(lead.Id, cancel);
    }
}
