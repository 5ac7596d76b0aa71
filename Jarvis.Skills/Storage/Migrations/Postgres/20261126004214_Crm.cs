using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Jarvis.Skills.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Crm : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "crm_cursors",
                columns: table => new
                {
                    Vendor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Cursor = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_crm_cursors", x => new { x.Vendor, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "crm_links",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Vendor = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    VendorId = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    ContactId = table.Column<int>(type: "integer", nullable: true),
                    DealId = table.Column<int>(type: "integer", nullable: true),
                    NoteId = table.Column<long>(type: "bigint", nullable: true),
                    LinkedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    OursJson = table.Column<string>(type: "text", nullable: false),
                    TheirsJson = table.Column<string>(type: "text", nullable: false),
                    OurChangeSeenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DeletedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ConflictJson = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_crm_links", x => x.Id);
                    table.ForeignKey(
                        name: "FK_crm_links_activities_NoteId",
                        column: x => x.NoteId,
                        principalTable: "activities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_crm_links_contacts_ContactId",
                        column: x => x.ContactId,
                        principalTable: "contacts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_crm_links_deals_DealId",
                        column: x => x.DealId,
                        principalTable: "deals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "IX_crm_links_ContactId",
                table: "crm_links",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_crm_links_DealId",
                table: "crm_links",
                column: "DealId");

            migrationBuilder.CreateIndex(
                name: "IX_crm_links_NoteId",
                table: "crm_links",
                column: "NoteId");

            migrationBuilder.CreateIndex(
                name: "IX_crm_links_Vendor_Kind_VendorId",
                table: "crm_links",
                columns: new[] { "Vendor", "Kind", "VendorId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "crm_cursors");

            migrationBuilder.DropTable(
                name: "crm_links");
        }
    }
}
