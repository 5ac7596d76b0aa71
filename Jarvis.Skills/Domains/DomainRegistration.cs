using System.Reflection;
using Jarvis.Skills.Business.Files;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains;

/// <summary>A domain as Jarvis runs it: its plugin name, its title for people, and the classes with its functions.</summary>
public sealed class DomainDescriptor(string name, string title, params Type[] skills)
{
    private readonly List<Type> skills = [.. skills];

    public string Name { get; } = name;

    public string Title { get; } = title;

    public IReadOnlyList<Type> Skills => skills;

    /// <summary>The methods that are functions, with the name that each has in the plugin.</summary>
    public IEnumerable<(string Name, MethodInfo Method)> Functions =>
        from skill in skills
        from method in skill.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public)
        let marked = method.GetCustomAttribute<KernelFunctionAttribute>()
        where marked is not null
        select (marked.Name ?? method.Name, method);

    internal void Add(Type skill) => skills.Add(skill);
}

/// <summary>A function call that a domain wants made on a schedule unless the settings say otherwise.</summary>
/// <param name="Name">Unique: "health.nightly".</param>
/// <param name="Cron">Quartz cron expression, in the owner's time zone.</param>
public sealed record DomainRoutine(string Name, string Title, string Cron, FunctionCall Call);

/// <summary>What a domain's setup file is written with.</summary>
public sealed class DomainBuilder(IServiceCollection services, DomainDescriptor domain)
{
    public IServiceCollection Services { get; } = services;

    public string Name => domain.Name;

    /// <summary>More functions of the same plugin, where one class would have to know too much.</summary>
    public DomainBuilder Functions<TSkill>() where TSkill : class
    {
        Services.AddSingleton<TSkill>();
        domain.Add(typeof(TSkill));
        return this;
    }

    public DomainBuilder Agent<TAgent>() where TAgent : class, IDomainAgent => Add<IDomainAgent, TAgent>();

    public DomainBuilder Handler<THandler>() where THandler : class, IEventHandler => Add<IEventHandler, THandler>();

    public DomainBuilder Section<TSection>() where TSection : class, IReportSection => Add<IReportSection, TSection>();

    public DomainBuilder Work<TWork>() where TWork : class, IPeriodicWork => Add<IPeriodicWork, TWork>();

    public DomainBuilder Panel<TPanel>() where TPanel : class, ILivePanel => Add<ILivePanel, TPanel>();

    public DomainBuilder Saved<TSaved>() where TSaved : class, ISavedWork => Add<ISavedWork, TSaved>();

    public DomainBuilder Vocabulary<TVocabulary>() where TVocabulary : class, IVocabulary => Add<IVocabulary, TVocabulary>();

    public DomainBuilder Routine(string name, string title, string cron, FunctionCall call)
    {
        Services.AddSingleton(new DomainRoutine(name, title, cron, call));
        return this;
    }

    /// <summary>A file of this kind that somebody sends without a word is this call of a read.</summary>
    public DomainBuilder Dropped(string extension, FunctionCall call)
    {
        Services.AddSingleton(new DroppedFile(extension, call));
        return this;
    }

    private DomainBuilder Add<TPort, TImplementation>() where TPort : class where TImplementation : class, TPort
    {
        Services.AddSingleton<TPort, TImplementation>();
        return this;
    }
}

/// <summary>Registers a domain's functions and returns what the rest of its setup needs.</summary>
public static class DomainRegistration
{
    /// <param name="services">The application's services.</param>
    /// <param name="name">Plugin name: one lower-case word, as in "health.status".</param>
    /// <param name="title">For people: "System health".</param>
    public static DomainBuilder AddDomain<TSkill>(this IServiceCollection services, string name, string title) where TSkill : class
    {
        var domain = new DomainDescriptor(name, title);
        services.AddSingleton(domain);
        return new DomainBuilder(services, domain).Functions<TSkill>();
    }
}
