namespace Tollgate.Tests.Support;

/// <summary>A fact that needs a vendor's description from beside the repository, and reports itself skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedSpecsFactAttribute : FactAttribute
{
    public SharedSpecsFactAttribute(string fileName)
    {
        FileName = fileName;
        if (SharedSpecs.PathOf(fileName) is null)
            Skip = $"NOT CHECKED: ../shared/specs/{fileName} is not on this machine.";
    }

    public string FileName { get; }
}
