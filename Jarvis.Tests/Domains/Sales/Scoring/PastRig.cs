using System.Globalization;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Domains.Sales.Scoring;

/// <summary>Leads of the last year that were closed, ten days after each came.</summary>
internal static class PastRig
{
    /// <param name="chance">Of buying, by the visits to the pricing page in the first days (0 to 4) and whether the address is a free one.</param>
    public static async Task CloseAsync(this SalesRig sales, int count, Func<int, bool, double> chance, int seed = 7)
    {
        var random = new Random(seed);
        var now = sales.Jarvis.Clock.GetUtcNow();
        await using var db = sales.Jarvis.Database();
        for (var i = 0; i < count; i++)
        {
            var (visits, free, came) = (random.Next(5), random.Next(2) == 0, now.AddDays(-20 - (330.0 * (count - i) / count)));
            var won = random.NextDouble() < chance(visits, free);
            var contact = new Contact { Name = $"Past {i}", Email = $"past{i}@{(free ? "gmail.com" : "school.example")}", CreatedAt = came, LastActiveAt = came };
            // Who bought has a number now: it was asked for with the invoice.
            if (won) contact.Phone = "+49 40 1234567";
            var lead = new Lead
            {
                ContactId = 0, Contact = contact, Key = $"past:{i}", Source = random.Next(2) == 0 ? "web form" : "fair", Message = "Hello", ArrivedAt = came, CameWithCompany = false, CameWithPhone = false,
                State = won ? LeadState.Won : LeadState.Lost, StateSince = came.AddDays(10), FirstAnsweredAt = came.AddHours(1),
            };
            db.Add(lead);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            for (var visit = 0; visit < visits; visit++) Add("visit", "/pricing", came.AddHours(visit + 1));
            if (won) Add("contract", "", came.AddDays(9));
            if (won) Add("mail.in", "Yes, we take it", came.AddDays(9));

            void Add(string kind, string of, DateTimeOffset at) =>
                db.Add(new Activity { ContactId = contact.Id, LeadId = lead.Id, At = at, Kind = kind, Of = of, Untrusted = true, Key = string.Create(CultureInfo.InvariantCulture, $"past:{i}:{kind}:{at.UtcTicks}") });
        }
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A day goes by, and the daily work is done.</summary>
    public static async Task NextDayAsync(this SalesRig sales)
    {
        sales.Jarvis.Clock.Sleep(TimeSpan.FromDays(1));
        await sales.WorkAsync("sales.scores");
    }
}
