using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business;

/// <summary>Checks settings by the attributes on their properties, whose ErrorMessage says what is allowed: "a whole number from 1 to 100".</summary>
public static class AnnotatedOptions
{
    /// <summary>A wrong value stops the start with the setting's name, its value and what is allowed.</summary>
    public static OptionsBuilder<T> ValidateAnnotations<T>(this OptionsBuilder<T> options, string section) where T : class
    {
        options.Services.AddSingleton<IValidateOptions<T>>(new Check<T>(section));
        return options.ValidateOnStart();
    }

    private sealed class Check<T>(string section) : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var wrong = new List<string>();
            foreach (var property in typeof(T).GetProperties())
            {
                var rules = property.GetCustomAttributes<ValidationAttribute>().ToList();
                if (rules.Count == 0) continue;
                var value = property.GetValue(options);
                if (rules.Find(r => !r.IsValid(value)) is { } broken)
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{property.Name} is \"{value}\"; allowed is {broken.ErrorMessage}."));
            }
            return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
        }
    }
}

/// <summary>A time zone that this machine knows.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeZoneNameAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is string name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
}

/// <summary>An http or https address without a query, or nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PublicAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is null or "" || (value is string text && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0);
}
