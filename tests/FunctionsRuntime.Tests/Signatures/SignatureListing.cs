namespace Tollgate.Tests.Signatures;

/// <summary>
/// The listing of the real packages' public signatures: a line <c>## kind Type : Base</c> a type, followed by an indented
/// line for each of its members.
/// </summary>
internal sealed class SignatureListing
{
    public const string RelativePath = "../shared/specs/azure-api-signatures.txt";

    private readonly Dictionary<string, (string Header, HashSet<string> Members)> _types = [];

    private SignatureListing(IEnumerable<string> lines)
    {
        HashSet<string>? members = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                var (header, name) = ParseHeader(line[3..].Trim());
                _types[name] = (header, members = []);
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                members!.Add(SignatureFormat.Normalise(line.Trim()));
            }
        }
    }

    public IEnumerable<string> TypeNames => _types.Keys;

    /// <summary>The file beside the repository's root, wherever above the tests that is.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Tollgate.slnx")))
            {
                var path = Path.GetFullPath(Path.Combine(folder.FullName, RelativePath));
                return File.Exists(path) ? path : null;
            }
        }

        return null;
    }

    public static SignatureListing Load() => new(File.ReadLines(Find()!));

    public bool Contains(string typeName) => _types.ContainsKey(typeName);

    public string Header(string typeName) => _types[typeName].Header;

    public bool HasMember(string typeName, string member) => _types[typeName].Members.Contains(member);

    private static (string Header, string Name) ParseHeader(string header)
    {
        var name = header.Split(' ').First(word => word.Contains('.', StringComparison.Ordinal));
        return (header.TrimEnd(':', ' '), name);
    }
}
