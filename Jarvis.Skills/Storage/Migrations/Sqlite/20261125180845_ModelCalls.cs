using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Jarvis.Skills.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ModelCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "model_calls",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Tier = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Domain = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Function = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Background = table.Column<bool>(type: "INTEGER", nullable: false),
                    Corrects = table.Column<bool>(type: "INTEGER", nullable: false),
                    Need = table.Column<double>(type: "REAL", nullable: false),
                    Floor = table.Column<double>(type: "REAL", nullable: false),
                    ChosenFor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PrefixHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    InstructionTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    FunctionTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    HistoryTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    FunctionsOffered = table.Column<int>(type: "INTEGER", nullable: false),
                    Streamed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    TokensIn = table.Column<int>(type: "INTEGER", nullable: false),
                    TokensOut = table.Column<int>(type: "INTEGER", nullable: false),
                    TokensCached = table.Column<int>(type: "INTEGER", nullable: false),
                    TokensCacheWritten = table.Column<int>(type: "INTEGER", nullable: false),
                    TokensReasoning = table.Column<int>(type: "INTEGER", nullable: false),
                    Estimated = table.Column<bool>(type: "INTEGER", nullable: false),
                    Free = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReservedPico = table.Column<long>(type: "INTEGER", nullable: false),
                    CostPico = table.Column<long>(type: "INTEGER", nullable: false),
                    LatencyMs = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstMs = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_calls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "model_wishes",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false),
                    Setting = table.Column<string>(type: "TEXT", nullable: false),
                    SetBy = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_wishes", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_model_calls_At",
                table: "model_calls",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_model_calls_Cause",
                table: "model_calls",
                column: "Cause");

            migrationBuilder.CreateIndex(
                name: "IX_model_calls_Outcome",
                table: "model_calls",
                column: "Outcome");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "model_calls");

            migrationBuilder.DropTable(
                name: "model_wishes");
        }
    }
}
