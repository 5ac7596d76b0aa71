using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.SystemHealth.Settings;

/// <summary>Reads the settings "Health". What is wrong is collected, so that the owner mends it all at once.</summary>
internal sealed partial class HealthSettingsReader(IConfiguration configuration) : IConfigureOptions<HealthOptions>, IValidateOptions<HealthOptions>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public void Configure(HealthOptions options)
    {
        var health = new SettingText(configuration.GetSection(HealthOptions.Section), options.Wrong);
        options.ConcurrentChecks = health.Whole("ConcurrentChecks", 500, 1, 10_000);
        options.DockerEndpoint = health.Text("DockerEndpoint") ?? "";
        if (options.DockerEndpoint.Length > 0 && !(Uri.TryCreate(options.DockerEndpoint, UriKind.Absolute, out var docker) && docker.Scheme is "unix" or "tcp" or "http" or "https" or "npipe"))
            options.Wrong.Add($"Health:DockerEndpoint is \"{options.DockerEndpoint}\"; allowed is an address such as unix:///var/run/docker.sock or tcp://127.0.0.1:2375, or nothing.");
        options.Recovery = Recovery(health.Inner("Recovery"));
        options.Thresholds = Thresholds(health.Inner("Thresholds"));
        options.Services = [.. health.Items("Services").Select(item => Service(item, options.Wrong))];
        health.NothingElse();
        ServiceFamilies.Check(options.Services, configuration.GetSection("Health:Services").GetChildren().Select(c => c.Path).ToList(), options.Wrong);
    }

    public ValidateOptionsResult Validate(string? name, HealthOptions options) =>
        options.Wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(options.Wrong);

    private static RecoveryOptions Recovery(SettingText text)
    {
        var usual = new RecoveryOptions();
        var read = new RecoveryOptions
        {
            Attempts = text.Whole("Attempts", usual.Attempts, 1, 10),
            Within = text.Duration("Within", usual.Within, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
            Pause = text.Duration("Pause", usual.Pause, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1)),
            SavesPerRecovery = text.Duration("SavesPerRecovery", usual.SavesPerRecovery, TimeSpan.Zero, TimeSpan.FromHours(8)),
        };
        text.NothingElse();
        return read;
    }

    private static HealthThresholds Thresholds(SettingText text)
    {
        var usual = new HealthThresholds();
        var read = new HealthThresholds
        {
            CpuPercent = text.Number("CpuPercent", usual.CpuPercent, 1, 100),
            MemoryPercent = text.Number("MemoryPercent", usual.MemoryPercent, 1, 100),
            DiskPercent = text.Number("DiskPercent", usual.DiskPercent, 1, 100),
            ErrorPercent = text.Number("ErrorPercent", usual.ErrorPercent, 1, 100),
            ResponseMs = text.Number("ResponseMs", usual.ResponseMs, 1, 600_000),
            Windows = text.Whole("Windows", usual.Windows, 1, 100),
            FullWithinDays = text.Number("FullWithinDays", usual.FullWithinDays, 0.1, 365),
            LogLines = text.Whole("LogLines", usual.LogLines, 1, 100_000),
        };
        text.NothingElse();
        return read;
    }

    private static WatchedService Service(IConfigurationSection section, List<string> wrong)
    {
        var text = new SettingText(section, wrong);
        var name = text.Required("Name", "a name such as \"backend\"");
        if (name.Length > 0 && !NameShape().IsMatch(name))
            wrong.Add($"{section.Path}:Name is \"{name}\"; allowed are letters, digits, - and _, at most 60.");
        var kind = text.Choice<ServiceKind>("Kind");
        var target = text.Required("Target", ServiceTargets.Allowed(kind));
        var mistake = target.Length == 0 ? null : ServiceTargets.Mistake(kind, target);
        // The value is left out on purpose: a connection string holds a password.
        if (mistake is not null) wrong.Add($"{section.Path}:Target {mistake}; allowed is {ServiceTargets.Allowed(kind)}.");
        var interval = text.Duration("Interval", TimeSpan.FromSeconds(30), Second, TimeSpan.FromDays(1));
        var service = new WatchedService(name, kind, target)
        {
            Container = text.Text("Container") ?? (kind == ServiceKind.Docker ? target : null),
            Parent = text.Text("Parent"),
            Interval = interval,
            Timeout = text.Duration("Timeout", TimeSpan.FromSeconds(Math.Min(10, interval.TotalSeconds)), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
            FailuresDown = text.Whole("FailuresDown", 3, 1, 100),
            SuccessesUp = text.Whole("SuccessesUp", 2, 1, 100),
            StartGrace = text.Duration("StartGrace", TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromHours(1)),
            Maintenance = [.. text.Items("Maintenance").Select(item => Window(item, wrong)).OfType<MaintenanceWindow>()],
        };
        text.NothingElse();
        return service;
    }

    private static MaintenanceWindow? Window(IConfigurationSection item, List<string> wrong)
    {
        var window = MaintenanceWindow.Parse(item.Value ?? "");
        if (window is null) wrong.Add($"{item.Path} is \"{item.Value}\"; allowed is {MaintenanceWindow.Allowed}.");
        return window;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,60}$", RegexOptions.None, 10_000)]
    private static partial Regex NameShape();
}
