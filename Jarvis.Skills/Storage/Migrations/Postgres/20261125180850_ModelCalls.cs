using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Jarvis.Skills.Storage.Migrations.Postgres
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
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    Attempt = table.Column<int>(type: "integer", nullable: false),
                    Cause = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Provider = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Tier = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Purpose = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Domain = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Function = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Background = table.Column<bool>(type: "boolean", nullable: false),
                    Corrects = table.Column<bool>(type: "boolean", nullable: false),
                    Need = table.Column<double>(type: "double precision", nullable: false),
                    Floor = table.Column<double>(type: "double precision", nullable: false),
                    ChosenFor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    PrefixHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    InstructionTokens = table.Column<int>(type: "integer", nullable: false),
                    FunctionTokens = table.Column<int>(type: "integer", nullable: false),
                    HistoryTokens = table.Column<int>(type: "integer", nullable: false),
                    FunctionsOffered = table.Column<int>(type: "integer", nullable: false),
                    Streamed = table.Column<bool>(type: "boolean", nullable: false),
                    Outcome = table.Column<int>(type: "integer", nullable: false),
                    TokensIn = table.Column<int>(type: "integer", nullable: false),
                    TokensOut = table.Column<int>(type: "integer", nullable: false),
                    TokensCached = table.Column<int>(type: "integer", nullable: false),
                    TokensCacheWritten = table.Column<int>(type: "integer", nullable: false),
                    TokensReasoning = table.Column<int>(type: "integer", nullable: false),
                    Estimated = table.Column<bool>(type: "boolean", nullable: false),
                    Free = table.Column<bool>(type: "boolean", nullable: false),
                    ReservedPico = table.Column<long>(type: "bigint", nullable: false),
                    CostPico = table.Column<long>(type: "bigint", nullable: false),
                    LatencyMs = table.Column<int>(type: "integer", nullable: false),
                    FirstMs = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_calls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "model_wishes",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false),
                    Setting = table.Column<string>(type: "text", nullable: false),
                    SetBy = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
