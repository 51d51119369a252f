using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tollgate.Tests.Signatures;

/// <summary>Writes types and members as the listing does.</summary>
internal static class SignatureFormat
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] Modifiers = ["protected ", "abstract ", "virtual ", "static "];

    public static string Header(Type type)
    {
        if (type.IsEnum)
        {
            return $"enum {type.FullName} : {string.Join(", ", Enum.GetNames(type))}";
        }

        var modifier = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, false) => "abstract ",
            (false, true) => "sealed ",
            _ => "",
        };
        var kind = type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        return $"{modifier}{kind} {type.FullName} : {Name(type.BaseType!)}";
    }

    /// <summary>
    /// What a user of the type can see: public and protected members that someone wrote. Of constructors only the public
    /// ones, as the listing has hardly any other.
    /// </summary>
    public static IEnumerable<string> Members(Type type) => type.IsEnum
        ? []
        : type.GetMembers(Declared).Where(member => !IsGenerated(member)).Select(Format).OfType<string>();

    /// <summary>The listing names modifiers in part only, and writes a missing token as <c>null</c> or <c>default</c>.</summary>
    public static string Normalise(string member)
    {
        while (Modifiers.FirstOrDefault(modifier => member.StartsWith(modifier, StringComparison.Ordinal)) is { } modifier)
        {
            member = member[modifier.Length..];
        }

        return member.Replace("=default", "=null", StringComparison.Ordinal)
            .Replace("=true", "=True", StringComparison.Ordinal)
            .Replace("=false", "=False", StringComparison.Ordinal);
    }

    private static string? Format(MemberInfo member) => member switch
    {
        ConstructorInfo { IsPublic: true } constructor => $"ctor({Parameters(constructor)})",
        PropertyInfo { GetMethod: { } getter } property when IsVisible(getter) => $"{Name(property.PropertyType)} {property.Name}",
        MethodInfo { IsSpecialName: false } method when IsVisible(method) =>
            $"{Name(method.ReturnType)} {method.Name}{GenericParameters(method)}({Parameters(method)})",
        _ => null,
    };

    private static string Parameters(MethodBase method) => string.Join(
        ", ",
        from it in method.GetParameters()
        let defaultValue = it.HasDefaultValue ? $"={it.DefaultValue ?? "null"}" : ""
        select $"{Name(it.ParameterType)} {it.Name}{defaultValue}");

    private static string GenericParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(',', method.GetGenericArguments().Select(Name))}>" : "";

    private static string Name(Type type) => type switch
    {
        { IsArray: true } => $"{Name(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(',', type.GetGenericArguments().Select(Name))}>",
        _ => type.Name,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>What a record adds by itself, and overrides, say nothing about a shape.</summary>
    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute))
        || member.Name == "EqualityContract"
        || (member is MethodInfo method && method.GetBaseDefinition() != method);
}
