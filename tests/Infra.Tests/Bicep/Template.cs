using Tollgate.Tests.Bicep.Parsing;

namespace Tollgate.Tests.Bicep;

/// <summary>A deployment's Bicep files by path, relative to the folder of its main file.</summary>
internal sealed record Template(IReadOnlyDictionary<string, TemplateFile> Files)
{
    public const string Folder = "infra/bicep";

    public static Template Deployment { get; } = Of(Repository.Files(Folder, "*.bicep").Select(
        path => (Path.GetRelativePath(Folder, path).Replace('\\', '/'), Repository.Read(path))));

    public TemplateFile Main => Files["main.bicep"];

    /// <exception cref="BicepSyntaxException">One of the texts is not Bicep.</exception>
    public static Template Of(IEnumerable<(string Path, string Text)> files) => new(files.ToDictionary(
        file => file.Path,
        file => new TemplateFile(file.Path, BicepParser.Parse(file.Text)),
        StringComparer.Ordinal));

    /// <summary>The file that a module statement names, or null.</summary>
    public TemplateFile? Find(TemplateFile from, string modulePath)
    {
        var folder = Path.GetDirectoryName(from.Path) ?? "";
        var path = Path.GetRelativePath(".", Path.Combine(folder, modulePath)).Replace('\\', '/');
        return Files.GetValueOrDefault(path);
    }
}
