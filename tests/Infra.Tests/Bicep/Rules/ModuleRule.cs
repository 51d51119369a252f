using Tollgate.Tests.Bicep.Syntax;

namespace Tollgate.Tests.Bicep.Rules;

/// <summary>Modules are files of this repository, are given every parameter that they need and no other, and have the outputs asked for.</summary>
internal sealed class ModuleRule : IHouseRule
{
    public IEnumerable<string> Check(TemplateFile file, Template template)
    {
        foreach (var module in file.Syntax.Modules)
        {
            if (template.Find(file, module.Path) is not { } target)
            {
                yield return file.At(module, $"{module.Path} is no file of this repository");
                continue;
            }

            var given = module.Parameters.Select(parameter => parameter.Key.Text!).ToHashSet();
            var declared = target.Syntax.Parameters.ToDictionary(parameter => parameter.Name);
            foreach (var name in given.Where(name => !declared.ContainsKey(name)))
            {
                yield return file.At(module, $"{module.Path} has no parameter {name}");
            }

            foreach (var missing in declared.Values.Where(parameter => parameter.IsRequired && !given.Contains(parameter.Name)))
            {
                yield return file.At(module, $"{module.Path} needs the parameter {missing.Name}");
            }

            foreach (var (node, output) in OutputsAskedOf(file, module.Name))
            {
                if (target.Syntax.Outputs.All(declaration => declaration.Name != output))
                {
                    yield return file.At(node, $"{module.Path} has no output {output}");
                }
            }
        }

        var called = template.Files.Values.SelectMany(caller => caller.Syntax.Modules.Select(module => template.Find(caller, module.Path)?.Path));
        if (file.Path != "main.bicep" && !called.Contains(file.Path))
        {
            yield return $"{file.Path}: no module statement names it";
        }
    }

    /// <summary><c>module.outputs.name</c>, also through <c>module!</c> and <c>module[0]</c>.</summary>
    private static IEnumerable<(Expression Node, string Output)> OutputsAskedOf(TemplateFile file, string module) => file.Syntax.Nodes
        .OfType<MemberExpression>()
        .Where(member => member.Target is MemberExpression { Name: "outputs" } outputs
            && outputs.Target.SelfAndDescendants().OfType<NameExpression>().Any(name => name.Name == module))
        .Select(member => ((Expression)member, member.Name));
}
