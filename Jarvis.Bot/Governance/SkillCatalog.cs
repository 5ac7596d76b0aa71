using System.Reflection;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Governance;

/// <summary>What the gate knows of a function beyond its plan.</summary>
public sealed record SkillFunction(string Name, string Description, bool IsAction, bool GovernsJarvis, bool BoundedForStrangers, IReadOnlyList<string> Parameters);

/// <summary>All functions of all domains, and the kernel that calls them.</summary>
public sealed class SkillCatalog
{
    private readonly Dictionary<string, SkillFunction> functions = new(StringComparer.Ordinal);
    private readonly Lazy<Kernel> kernel;

    public SkillCatalog(IServiceProvider services, IEnumerable<DomainDescriptor> domains)
    {
        Domains = domains.ToList();
        foreach (var domain in Domains)
            foreach (var (name, method) in domain.Functions) Add($"{domain.Name}.{name}", method);

        // Not before the first call: skills and the gate may themselves want the catalog.
        kernel = new Lazy<Kernel>(() => new Kernel(services,
            [.. Domains.Select(d => KernelPluginFactory.CreateFromFunctions(d.Name, d.Skills.SelectMany(s => KernelPluginFactory.CreateFromObject(services.GetRequiredService(s), d.Name))))]));
    }

    public IReadOnlyList<DomainDescriptor> Domains { get; }

    public IReadOnlyDictionary<string, SkillFunction> Functions => functions;

    /// <summary>Shared; bind a call's context to a clone of it.</summary>
    public Kernel Kernel => kernel.Value;

    public SkillFunction? Find(string function) => functions.GetValueOrDefault(function);

    public string TitleOf(string domain) => Domains.FirstOrDefault(d => d.Name == domain)?.Title ?? domain;

    private void Add(string name, MethodInfo method)
    {
        var returned = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : method.ReturnType;
        functions.Add(name, new SkillFunction(
            name,
            method.GetCustomAttribute<System.ComponentModel.DescriptionAttribute>()?.Description ?? "",
            returned == typeof(PlannedAction),
            method.IsDefined(typeof(GovernsJarvisAttribute)),
            method.IsDefined(typeof(BoundedForStrangersAttribute)),
            [.. method.GetParameters().Where(p => p.ParameterType != typeof(Kernel) && p.ParameterType != typeof(CancellationToken)).Select(p => p.Name!)]));
    }
}
