namespace Tollgate.Tests.Files;

/// <summary>A test that needs azd's own schema, which lies beside the repository on some machines. Skipped, and said so, on others.</summary>
public sealed class SharedSchemaFactAttribute : FactAttribute
{
    internal static readonly string Path = Repository.PathOf("../shared/specs/azure.yaml.schema.json");

    public SharedSchemaFactAttribute()
    {
        if (!File.Exists(Path))
        {
            Skip = "azd's schema is not at ../shared/specs/azure.yaml.schema.json; azure.yaml was checked against ours alone";
        }
    }
}
