using Jarvis.Bot.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Hosting;

/// <summary>Each setting that appsettings.json shows, with values that nobody should write.</summary>
public sealed class SettingsFuzzTests
{
    private static readonly string[] Odd = ["purple", "-1", "99999999999999999999", "25:61", "\u0000\u202E{0}"];

    [Fact]
    public void A_wrong_value_is_named_with_its_setting_and_what_is_allowed()
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build().AsEnumerable()
            .Where(s => s.Value is not null).Select(s => s.Key).Order(StringComparer.Ordinal).ToList();
        var refused = 0;
        Assert.All(settings.SelectMany((setting, i) => new[] { (setting, Odd[i % Odd.Length]), (setting, Odd[(i + 2) % Odd.Length]) }), given =>
        {
            var (setting, value) = given;
            if (Start(setting, value) is not { } error) return;
            refused++;
            var lines = SettingsErrors.Of(error);
            Assert.True(lines is { Count: > 0 }, $"{error}");
            // Alerts:Routes:Info is told of as a whole, and a log level by its section.
            var line = lines.FirstOrDefault(l => l.Contains(setting[..setting.LastIndexOf(':')], StringComparison.Ordinal));
            Assert.NotNull(line);
            Assert.Matches("(?i)allowed|must be|at least|write", line);
            Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        });
        Assert.InRange(refused, settings.Count / 2, settings.Count * 2);
    }

    private static Exception? Start(string setting, string value)
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        try
        {
            using var app = (IDisposable)JarvisHost.Build([$"--Storage:Folder={folder}", "--Dashboard:Url=http://127.0.0.1:0", "--hostBuilder:reloadConfigOnChange=false", $"--{setting}={value}"]);
            ((WebApplication)app).Services.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
