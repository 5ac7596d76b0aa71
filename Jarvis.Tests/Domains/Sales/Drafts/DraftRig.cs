using Jarvis.Skills.Business.Drafting;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Domains.Sales.Leads;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jarvis.Tests.Domains.Sales.Drafts;

/// <summary>Sales with a mail server that takes everything, a model that says what a test wants, and the simulated company's words about itself.</summary>
internal static class DraftRig
{
    public const string Asks = "Does Lumen run in every workstation, and is there a trial?";

    public const string Honest = "Hello Mara,\n\nyes, Lumen runs in every usual audio workstation on Windows and macOS. A trial lasts 14 days and is complete: https://www.fernwave.example/trial\n\nOne seat is 129 EUR.\n\nKind regards\\\nFernwave Audio";

    public static Task<SalesRig> StartAsync(IChatClient? model, string? words = "demo/business.md", params (string Name, string? Value)[] settings) => SalesRig.StartAsync(services =>
    {
        services.Replace(ServiceDescriptor.Singleton<MailCarrier, TakingCarrier>());
        if (words is not null) services.Replace(ServiceDescriptor.Singleton(new OwnWords(words)));
        if (model is not null) services.AddSingleton(model);
    }, settings);

    public static Task MaraAsksAsync(this SalesRig sales, string message = Asks, string name = "Mara Lindqvist") =>
        sales.PostAsync("f1", ("name", name), ("email", "mara@school.example"), ("message", message));

    /// <summary>Somebody who is a contact already, and is nobody's business.</summary>
    public static async Task AddOtherContactAsync(this SalesRig sales)
    {
        await using var db = sales.Jarvis.Database();
        db.Add(new Contact { Name = "Tobias Renner", Company = "Kestrel Games", Email = "tobias@kestrel.example" });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
