using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.People;

/// <summary>Registers who is who, pairing, and the functions around them.</summary>
public static class PeopleSetup
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddOptions<PeopleOptions>().BindConfiguration(PeopleOptions.Section).ValidateAnnotations(PeopleOptions.Section);
        services.AddSingleton<PeopleDirectory>().AddSingleton<Pairing>();
        services.AddDomain<PeopleSkill>("people", "People").Vocabulary<PersonNames>();
        services.AddHostedService<PeopleStart>();
        return services;
    }
}

/// <summary>Makes the owner at the first start, and a code for their first chat channel while none is paired.</summary>
internal sealed class PeopleStart(Pairing pairing, PeopleDirectory people, IDbContextFactory<JarvisDb> databases, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await LocalOwner.EnsureAsync(databases, people, time, cancellationToken);
        if (!(await people.IdentitiesAsync(cancellationToken)).Any(LocalOwner.IsElsewhere))
            await pairing.RenewCurrentCodeAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
