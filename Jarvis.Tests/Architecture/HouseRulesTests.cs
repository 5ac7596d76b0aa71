using System.Reflection;
using Jarvis.Bot.Hosting;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Tests.Architecture;

/// <summary>The rules of the house that the compiler does not hold.</summary>
public sealed class HouseRulesTests
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly Assembly Skills = typeof(PlannedAction).Assembly;
    private static readonly Assembly Bot = typeof(JarvisHost).Assembly;

    [Fact]
    public void Skills_knows_no_bot() => Assert.DoesNotContain(Skills.GetReferencedAssemblies(), a => a.Name == "Jarvis.Bot");

    [Fact]
    public void No_constructor_takes_a_write_port()
    {
        var takers = from type in Skills.GetTypes().Concat(Bot.GetTypes())
                     from constructor in type.GetConstructors(All)
                     from parameter in constructor.GetParameters()
                     where typeof(IEffect).IsAssignableFrom(Unwrapped(parameter.ParameterType))
                     select $"{type.FullName}({parameter.Name})";
        Assert.Empty(takers);
    }

    [Fact]
    public void Only_a_write_port_has_what_carries_mail_away()
    {
        var takers = from type in Skills.GetTypes().Concat(Bot.GetTypes())
                     from constructor in type.GetConstructors(All)
                     from parameter in constructor.GetParameters()
                     where typeof(MailCarrier).IsAssignableFrom(Unwrapped(parameter.ParameterType)) && !typeof(IEffect).IsAssignableFrom(type)
                     select $"{type.FullName}({parameter.Name})";
        Assert.Empty(takers);
    }

    [Fact]
    public void No_field_holds_a_write_port()
    {
        var holders = from type in Skills.GetTypes().Concat(Bot.GetTypes())
                      from field in type.GetFields(All)
                      where typeof(IEffect).IsAssignableFrom(Unwrapped(field.FieldType)) && !type.FullName!.Contains('<', StringComparison.Ordinal)
                      select $"{type.FullName}.{field.Name}";
        Assert.Empty(holders);
    }

    [Fact]
    public void Bot_names_no_domain()
    {
        var named = from reference in Sources("Jarvis.Bot")
                    from line in File.ReadLines(reference)
                    where line.Contains("Jarvis.Skills.Domains.", StringComparison.Ordinal) && line.TrimStart().StartsWith("using ", StringComparison.Ordinal)
                    select $"{Path.GetFileName(reference)}: {line}";
        Assert.Empty(named);
    }

    [Fact]
    public void Domains_do_not_know_each_other_and_connectors_no_other_connector()
    {
        var wrong = new List<string>();
        foreach (var file in Sources("Jarvis.Skills"))
        {
            foreach (var (parent, own) in new[] { ("Domains", Part(file, "Domains")), ("Connectors", Part(file, "Connectors")) })
                if (own is not null)
                    wrong.AddRange(File.ReadLines(file).Where(l => l.StartsWith($"using Jarvis.Skills.{parent}.", StringComparison.Ordinal) && !l.StartsWith($"using Jarvis.Skills.{parent}.{own}", StringComparison.Ordinal)).Select(l => $"{file}: {l}"));
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_the_gate_makes_an_action_context()
    {
        var makers = Sources("Jarvis.Bot").Concat(Sources("Jarvis.Skills")).Where(f => File.ReadAllText(f).Contains("new ActionContext(", StringComparison.Ordinal)).Select(Path.GetFileName);
        Assert.Equal(["ActionRunner.cs"], makers);
    }

    [Fact]
    public void Every_function_says_what_it_does_and_returns_an_answer_or_a_plan()
    {
        var wrong = from type in Skills.GetTypes().Concat(Bot.GetTypes())
                    from method in type.GetMethods(All)
                    where method.IsDefined(typeof(KernelFunctionAttribute))
                    let returned = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : method.ReturnType
                    where !method.IsDefined(typeof(System.ComponentModel.DescriptionAttribute))
                        || (returned != typeof(PlannedAction) && returned != typeof(Jarvis.Skills.Answers.Answer))
                    select $"{type.Name}.{method.Name}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Tests_do_not_sleep()
    {
        // Waiting for a real process or server is the one exception.
        string[] real = ["Counterparts", "Rig", "Crash", "HealthRig.cs", "RealServerTests.cs", "Soon.cs", "DemoTests.cs", "ReportTests.cs", "HouseRulesTests.cs"];
        var sleepers = Sources("Jarvis.Tests").Where(f => !f.Split(Path.DirectorySeparatorChar).Any(real.Contains))
            .Where(f => File.ReadAllText(f) is var text && (text.Contains("Thread.Sleep(", StringComparison.Ordinal) || text.Contains("Task.Delay(", StringComparison.Ordinal))).Select(Path.GetFileName);
        Assert.Empty(sleepers);
    }

    [Fact]
    public void Nothing_is_left_unfinished()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];
        var unfinished = new[] { "Jarvis.Bot", "Jarvis.Skills", "Jarvis.Tests", "bench" }.SelectMany(Sources).Where(f => File.ReadAllText(f) is var text && marks.Any(m => text.Contains(m, StringComparison.Ordinal))).Select(Path.GetFileName);
        Assert.Empty(unfinished);
    }

    private static Type Unwrapped(Type type) => type.IsGenericType ? type.GetGenericArguments()[^1] : type;

    private static string? Part(string file, string folder)
    {
        var parts = file.Split(Path.DirectorySeparatorChar);
        var at = Array.IndexOf(parts, folder);
        // Files directly in the folder are what all share.
        return at >= 0 && at + 2 < parts.Length ? parts[at + 1] : null;
    }

    private static IEnumerable<string> Sources(string project)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Jarvis.Bot.sln"))) root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("Jarvis.Bot.sln");
        return Directory.EnumerateFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }
}
