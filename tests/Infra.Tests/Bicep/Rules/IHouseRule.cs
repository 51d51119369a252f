namespace Tollgate.Tests.Bicep.Rules;

/// <summary>Something that has to hold for every file of a template.</summary>
internal interface IHouseRule
{
    /// <summary>What is wrong, each with file and line.</summary>
    IEnumerable<string> Check(TemplateFile file, Template template);
}
