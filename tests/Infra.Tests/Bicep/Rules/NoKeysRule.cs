using System.Text.RegularExpressions;
using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Bicep.Rules;

/// <summary>Identity instead of keys: none is asked for, none is put out, and what is secret comes in as a secure parameter.</summary>
internal sealed partial class NoKeysRule : IHouseRule
{
    public IEnumerable<string> Check(TemplateFile file, Template template)
    {
        foreach (var call in file.Syntax.Nodes.OfType<CallExpression>().Where(call => call.Function.StartsWith("list", StringComparison.Ordinal)))
        {
            yield return file.At(call, $"{call.Function}() asks for keys");
        }

        foreach (var output in file.Syntax.Outputs)
        {
            var names = output.Value.SelfAndDescendants().Select(NameOf).OfType<string>();
            if (names.FirstOrDefault(name => Secret().IsMatch(name) || IsSecure(file, name)) is { } secret)
            {
                yield return file.At(output, $"the output {output.Name} gives away {secret}");
            }
        }

        foreach (var parameter in file.Syntax.Parameters.Where(parameter => Secret().IsMatch(parameter.Name) && !parameter.Has("secure")))
        {
            yield return file.At(parameter, $"the parameter {parameter.Name} has to be @secure()");
        }

        foreach (var parameter in file.Syntax.Parameters.Where(parameter => parameter.Has("secure")))
        {
            if (parameter.Default is not (null or StringExpression { Text: "" }))
            {
                yield return file.At(parameter, $"the secure parameter {parameter.Name} has a default");
            }
        }
    }

    private static string? NameOf(Expression node) => node switch
    {
        MemberExpression member => member.Name,
        NameExpression name => name.Name,
        _ => null,
    };

    private static bool IsSecure(TemplateFile file, string name) => file.Find<ParameterDeclaration>(name)?.Has("secure") == true;

    [GeneratedRegex("(apiKey|accessKey|primaryKey|secondaryKey|instrumentationKey|connectionString|password|secret|webhookUrl)$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
