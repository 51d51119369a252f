namespace Tollgate.Tests.Bicep.Parsing;

/// <summary>The text is not Bicep; its message begins with the line.</summary>
internal sealed class BicepSyntaxException(int line, string problem) : Exception($"line {line}: {problem}")
{
    public int Line => line;
}
